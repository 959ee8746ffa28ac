import { useQuery } from '@tanstack/react-query';
import { Empty, Skeleton } from 'antd';
import { Link } from 'react-router-dom';
import { api, take, type Schemas } from '@/api/client';
import { kPageRowsMax, takeAll } from '@/api/all';
import { useAccounts, useEntityId } from '@/domain/bookRows';
import { today } from '@/domain/dates';
import { useLabels } from '@/domain/labels';
import { useSubject } from '@/domain/people';
import { useOffice } from '@/session/session';
import { Yuan } from '@/ui/Money';
import { Page } from '@/ui/Page';
import { LoadProblem } from '@/ui/Problem';
import { useWords } from '@/words';
import { BuildGroup } from './BuildGroup';
import { groupsOf, nextBatchId, payablesOf, type Obstacle, type Payable } from './payable';
import './payments.css';
import { words } from './words';

/** Cases of the fund that are granted: approved, or urgent and before their papers. */
function useGranted(fund: string) {
  return useQuery({
    queryKey: ['cases', 'granted', fund],
    queryFn: async () => {
      const stages = ['approved', 'urgent'] as const;
      const cases = await Promise.all(
        stages.map((stage) =>
          takeAll<Schemas['standing_case']>((cursor) =>
            take(
              api.GET('/v1/cases', {
                params: { query: { stage, fund, cursor, limit: kPageRowsMax } },
              }),
            ),
          ),
        ),
      );
      return cases.flat();
    },
  });
}

/** The newest batches, by id, so that a new one gets a number of its own. */
function useNewestIds() {
  return useQuery({
    queryKey: ['batch-ids'],
    queryFn: async () => {
      const query = { kind: 'batch.built' as const, order: 'desc' as const, limit: 100 };
      const page = await take(api.GET('/v1/entries', { params: { query } }));
      return page.items.map(
        ({ entry }) => (entry.body as unknown as Schemas['body_batch_built']).batch,
      );
    },
  });
}

const kObstacles = {
  payee: 'obstaclePayee',
  approver: 'obstacleApprover',
  cash: 'obstacleCash',
} as const satisfies Record<Obstacle, keyof typeof words>;

function Obstacles({ payables }: { payables: Payable[] }) {
  const say = useWords(words);
  const label = useLabels();
  return (
    <section className="mz-card">
      <h2>{say('obstacles')}</h2>
      <ul className="pay-obstacles">
        {payables.map((one) => (
          <li key={`${one.case}/${one.source}`}>
            <Link to={`/cases/${one.case}`}>{one.case}</Link>
            <span>{label('source', one.source)}</span>
            <span>
              <Yuan fen={one.amount} />
            </span>
            <span className="mz-muted">{one.obstacle && say(kObstacles[one.obstacle])}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** 编制批次: all that can be paid, in groups, each of which becomes one batch. */
export default function NewBatch() {
  const say = useWords(words);
  const { fund, session } = useOffice();
  const entity = useEntityId();
  const subject = useSubject(session.person);
  const cases = useGranted(fund);
  const accounts = useAccounts();
  const ids = useNewestIds();
  const policy = useQuery({
    queryKey: ['policy'],
    queryFn: () => take(api.GET('/v1/policy', {})),
    staleTime: 300_000,
  });
  const failed = [cases, accounts, ids, policy].find((one) => one.isError);
  const payables = payablesOf(cases.data ?? [], subject, policy.data?.limits.cash_max);
  const groups = groupsOf(payables);
  const stuck = payables.filter((one) => one.obstacle !== undefined);
  const taken = [...(ids.data ?? [])];

  return (
    <Page title={say('newBatch')} about={say('newAbout')}>
      {failed ? (
        <LoadProblem error={failed.error} again={() => void failed.refetch()} />
      ) : !cases.data || !accounts.data || !ids.data || !policy.data ? (
        <Skeleton active />
      ) : (
        <>
          {groups.length === 0 && (
            <section className="mz-card">
              <Empty description={say('nothingToPay')} />
            </section>
          )}
          {groups.map((group) => {
            const id = nextBatchId(today(), taken);
            taken.push(id);
            return (
              <BuildGroup
                key={group.key}
                group={group}
                accounts={accounts.data.filter((one) => one.entity === entity)}
                suggested={id}
                fund={fund}
              />
            );
          })}
          {stuck.length > 0 && <Obstacles payables={stuck} />}
        </>
      )}
    </Page>
  );
}
