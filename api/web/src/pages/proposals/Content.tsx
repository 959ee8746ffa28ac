import { Spin } from 'antd';
import type { Schemas } from '@/api/client';
import { changedLimits } from '@/domain/limits';
import { LimitDifferences } from '@/pages/admin/LimitDifferences';
import { PersonDifferences } from '@/pages/admin/PersonDifferences';
import { usePeople, usePolicy } from '@/pages/admin/reads';
import { useWords } from '@/words';
import { FactList } from './FactList';
import type { Proposal } from './reads';
import { words } from './words';

function Policy({ body, waiting }: { body: Schemas['body_policy_adopted']; waiting: boolean }) {
  const say = useWords(words);
  const policy = usePolicy();
  if (policy.isPending) return <Spin />;
  const before = policy.data?.limits;
  const { title, document_no } = body;
  return (
    <>
      <FactList kind="policy.adopted" body={{ title, document_no }} />
      {before && changedLimits(before, body.limits).length > 0 ? (
        <LimitDifferences before={before} after={body.limits} />
      ) : (
        waiting && <p className="mz-muted">{say('noChange')}</p>
      )}
    </>
  );
}

function Change({ body }: { body: Schemas['body_person_changed'] }) {
  const people = usePeople();
  if (people.isPending) return <Spin />;
  const before = people.data?.find(({ person }) => person === body.person);
  return (
    <>
      <FactList kind="person.changed" body={{ person: body.person }} />
      {before && <PersonDifferences before={before} after={body} />}
    </>
  );
}

/** What a proposal would do, in words: the differences that it makes, or its facts. */
export function Content({ proposal, waiting }: { proposal: Proposal; waiting: boolean }) {
  const { kind } = proposal;
  // As the schema of its kind says; the contract types it as any object.
  const body: unknown = proposal.body;
  switch (kind) {
    case 'policy.adopted':
      return <Policy body={body as Schemas['body_policy_adopted']} waiting={waiting} />;
    case 'person.changed':
      return <Change body={body as Schemas['body_person_changed']} />;
    default:
      return <FactList kind={kind} body={body as object} />;
  }
}
