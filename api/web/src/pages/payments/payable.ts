import type { Schemas } from '@/api/client';
import type { Account } from '@/domain/bookRows';

type Case = Schemas['standing_case'];
type Source = Schemas['source'];

/** Why an award cannot be paid now. */
export type Obstacle = 'payee' | 'approver' | 'cash';

/** What of one award, from one source, is in no batch yet. `amount` in fen. */
export interface Payable {
  case: string;
  household: string;
  source: Source;
  amount: number;
  method: 'bank' | 'cash' | 'yikatong' | undefined;
  urgent: boolean;
  /** Days until the nearest deadline; below zero when it is over. */
  days?: number;
  obstacle?: Obstacle;
}

/** One batch that can be built: one source, one way to pay. */
export interface Group {
  key: string;
  source: Source;
  cash: boolean;
  payables: Payable[];
}

/** `subject`: who builds. `cashMax`: above it nobody gets cash who has an account, in fen. */
export function payablesOf(
  cases: readonly Case[],
  subject: string | undefined,
  cashMax: number | undefined,
): Payable[] {
  return cases.flatMap(({ case: one, days }) =>
    (one.awards ?? []).flatMap(({ source, amount, paid, lined }): Payable[] => {
      const left = amount - paid - lined;
      if (left <= 0) return [];
      const method = one.payee?.method;
      const above = cashMax !== undefined && left > cashMax && !one.payee?.no_account;
      const obstacle =
        method === undefined
          ? 'payee'
          : subject !== undefined && one.approvers?.includes(subject)
            ? 'approver'
            : method === 'cash' && above
              ? 'cash'
              : undefined;
      const { case: id, household, urgent = false } = one;
      return [{ case: id, household, source, amount: left, method, urgent, days, obstacle }];
    }),
  );
}

/** By source and way to pay; those that cannot be paid are left out. The most urgent comes first. */
export function groupsOf(payables: readonly Payable[]): Group[] {
  const groups = new Map<string, Group>();
  const sorted = [...payables].sort((a, b) => (a.days ?? Infinity) - (b.days ?? Infinity));
  for (const payable of sorted) {
    if (payable.obstacle !== undefined) continue;
    const cash = payable.method === 'cash';
    const key = `${payable.source}/${cash ? 'cash' : 'account'}`;
    const group = groups.get(key) ?? { key, source: payable.source, cash, payables: [] };
    groups.set(key, group);
    group.payables.push(payable);
  }
  return [...groups.values()].sort((a, b) => a.key.localeCompare(b.key));
}

const kTypes = {
  cash: ['cash', 'float'],
  gov: ['treasury', 'bank'],
  donation: ['bank', 'treasury', 'channel'],
};

/** The accounts from which a group can be paid: the usual sort first, of one sort the fullest. */
export function accountsFor(
  group: Pick<Group, 'source' | 'cash'>,
  accounts: readonly Account[],
): Account[] {
  const types: readonly string[] = kTypes[group.cash ? 'cash' : group.source];
  return accounts
    .filter(
      ({ type, bound_source }) =>
        types.includes(type) && (bound_source ?? group.source) === group.source,
    )
    .sort((a, b) => types.indexOf(a.type) - types.indexOf(b.type) || b.balance - a.balance);
}

/** The most lines of one batch (api/openapi.yaml, body_batch_built). */
export const kLinesMax = 500;

/** "b20261126-3", the first of the day that is not taken. */
export function nextBatchId(day: string, taken: readonly string[]): string {
  const start = `b${day.replaceAll('-', '')}-`;
  for (let no = 1; ; ++no) {
    if (!taken.includes(`${start}${no}`)) return `${start}${no}`;
  }
}
