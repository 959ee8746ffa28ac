import type { Duty } from '@/session/session';

/** What cannot be joined in one person, and what only seems so (office M16, M4). */

/** Why these duties cannot be one person's: both ends of the money, or one that stands alone. */
export type Conflict = 'cashierBookkeeper' | 'administratorAlone' | 'auditorAlone';

/** A person may hold both, but may not do both steps of one matter. */
export type Caution = 'asksApproves' | 'approvesPays';

export function conflictOf(duties: readonly Duty[]): Conflict | undefined {
  const has = (duty: Duty) => duties.includes(duty);
  if (has('administrator') && duties.length > 1) return 'administratorAlone';
  if (has('auditor') && duties.length > 1) return 'auditorAlone';
  if (has('cashier') && has('bookkeeper')) return 'cashierBookkeeper';
  return undefined;
}

export function cautionsOf(duties: readonly Duty[]): Caution[] {
  const has = (...any: Duty[]) => any.some((duty) => duties.includes(duty));
  const found: Caution[] = [];
  if (has('caseworker', 'reviewer') && has('approver')) found.push('asksApproves');
  if (has('approver') && has('cashier')) found.push('approvesPays');
  return found;
}

/**
 * Whose second look puts a proposal in force (ledger/fund/kinds.def). The server decides; this only
 * says beforehand whom one waits for.
 */
export const seconders: Readonly<Partial<Record<string, readonly Duty[]>>> = {
  'policy.adopted': ['responsible'],
  'table.adopted': ['responsible', 'approver'],
  'entity.opened': ['responsible'],
  'account.opened': ['responsible', 'approver'],
  'fund.opened': ['responsible'],
  'person.enrolled': ['responsible', 'approver'],
  'person.changed': ['responsible', 'approver'],
  'case.approved': ['approver'],
  'payee.set': ['approver', 'bookkeeper'],
  'transfer.sent': ['bookkeeper'],
  'entry.reversed': ['bookkeeper'],
  'donation.refunded': ['bookkeeper'],
  'purpose.changed': ['bookkeeper', 'responsible'],
};
