import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import type { Schemas } from '@/api/client';
import { today } from '@/domain/dates';
import { useLabels } from '@/domain/labels';
import { yuan } from '@/domain/money';
import { usePurposeName } from '@/domain/purposeName';
import { useCodes, useTableParts } from '@/domain/tableRows';
import { inForce } from '@/domain/tableVersions';
import { useTitles } from '@/domain/titles';
import { hasDuty, useOffice } from '@/session/session';
import { Yuan } from '@/ui/Money';
import { useWords } from '@/words';
import { useEntry } from '@/domain/entry';
import { words } from './words';

/** An entry that is named by its number: what it is, and how much. */
function Named({ seq, to }: { seq: number; to?: string }) {
  const say = useWords(words);
  const label = useLabels();
  const entry = useEntry(seq).data?.entry as
    { kind: string; body: { amount?: number } } | undefined;
  const amount = entry?.body.amount;
  const text = amount === undefined ? '' : ` · ${yuan(amount)} ${say('yuan')}`;
  const name = `${seq}${entry ? ` · ${label('kind', entry.kind)}` : ''}${text}`;
  return to ? <Link to={to}>{name}</Link> : <>{name}</>;
}

const kTypeLabels: Readonly<Record<string, 'payee' | 'accountType'>> = {
  'payee.set': 'payee',
  'account.opened': 'accountType',
};

/** How a field of a body of this kind is shown: codes in words, money with its unit, links. */
export function useFact(kind: string): (name: string, value: unknown) => ReactNode {
  const say = useWords(words);
  const label = useLabels();
  const title = useTitles();
  const purpose = usePurposeName();
  const reason = useCodes('reasons').title;
  const regions = inForce(useTableParts('regions').data ?? [], today());
  const office = !hasDuty(useOffice().session, 'administrator');

  const money = (fen: unknown) => (
    <span className="mz-amount">
      <Yuan fen={Number(fen)} strong />
    </span>
  );
  const region = (code: string) => regions.find((row) => row.code === code)?.title ?? code;
  const shows: Record<string, (value: never) => ReactNode> = {
    amount: money,
    sources: (all: { source: string; amount: number }[]) =>
      all.map(({ source, amount }) => (
        <div key={source}>
          {label('source', source)} {money(amount)}
        </div>
      )),
    source: (code: string) => label('source', code),
    bound_source: (code: string) => label('source', code),
    purpose: (value: Schemas['purpose']) => purpose(value),
    account: (id: string) => (kind === 'account.opened' ? id : title('accounts', id)),
    entity: (id: string) => title('entities', id),
    to_entity: (id: string) => title('entities', id),
    to_fund: (id: string) => title('funds', id),
    scope: (funds: string[]) => funds.map((fund) => title('funds', fund)).join('、'),
    duties: (duties: string[]) => duties.map((duty) => label('duty', duty)).join('、'),
    table: (code: string) => label('table', code),
    level: (code: string) => label('level', code),
    region,
    territory: region,
    method: (code: string) => label('method', code),
    type: (code: string) => (kTypeLabels[kind] ? label(kTypeLabels[kind], code) : code),
    reason,
    basis: (code: string) =>
      code === 'consent' || code === 'filing' || code === 'plan' ? say(code) : label('basis', code),
    case: (id: string) => (office ? <Link to={`/cases/${id}`}>{id}</Link> : id),
    donation: (seq: number) => <Named seq={seq} to={office ? `/gifts/${seq}` : undefined} />,
    entry: (seq: number) => <Named seq={seq} />,
    income: (seq: number) => <Named seq={seq} />,
    replacement: (seq: number) => <Named seq={seq} />,
    docs: (docs: unknown[]) => say('docsCount', { n: docs.length }),
    digest: (hash: string) => <code className="mz-code">{hash}</code>,
  };
  return (name, value) => {
    const show = shows[name] as ((value: unknown) => ReactNode) | undefined;
    if (show) return show(value);
    return value === true ? say('yes') : String(value);
  };
}
