import { type Office, type Person } from './office';

/** What a test finds when it begins, written by programs of the people whose work it is. */

export interface Written {
  seq: number;
}

/** The day it is at the fund, which is where the browsers of these tests are. */
export function today(): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());
}

export function write(office: Office, person: Person, kind: string, body: object, more: object = {}) {
  return office.ask<Written>(person, 'POST', `/v1/entries/${kind}`, { fund: 'jinan', body, ...more });
}

export function giveTo(office: Office, account: string, fen: number, more: object = {}) {
  return write(office, 'cashier', 'donation.received', {
    account,
    amount: fen,
    purpose: { type: 'none' },
    source: 'donation',
    value_date: today(),
    ...more,
  });
}

/** The bookkeeper confirms all income that waits. */
export async function confirmAll(office: Office) {
  const plan = await office.ask<{ items: object[] }>(
    'bookkeeper', 'GET', '/v1/unconfirmed/plan?fund=jinan');
  for (const body of plan.items) await write(office, 'bookkeeper', 'income.confirmed', body);
}

/** Money in the bank that can be granted and paid. */
export async function haveMoney(office: Office, fen: number) {
  const { seq } = await giveTo(office, 'bank1', fen);
  await write(office, 'bookkeeper', 'income.confirmed', { first: seq, last: seq, count: 1, amount: fen });
}

const kStages = ['registered', 'opened', 'surveyed', 'reviewed', 'approved', 'payee'] as const;
export type Stage = (typeof kStages)[number];

export interface Family {
  household: string;
  case: string;
  head: string;
  fen: number;
}

/** What the books have last of a kind. */
export async function newest<Body>(office: Office, kind: string): Promise<{ actor: string; body: Body }> {
  const { items } = await office.ask<{ items: { entry: { actor: string; body: Body } }[] }>(
    'auditor', 'GET', `/v1/entries?kind=${kind}&order=desc&limit=1`);
  return items[0]!.entry;
}

let families = 0;

/** A family whose case stands where the test wants it. */
export async function haveFamily(
  office: Office,
  stage: Stage,
  { fen = 300_000, surveyors = ['caseworker', 'reviewer'] } = {},
): Promise<Family> {
  const name = `${process.pid}.${++families}`;
  const family = { household: `h${name}`, case: `c${name}`, head: `id:demo.${name}`, fen };
  const upTo = (one: Stage) => kStages.indexOf(stage) >= kStages.indexOf(one);
  const day = today();
  await write(office, 'caseworker', 'household.registered', {
    household: family.household,
    class: 'other',
    members: [{ person: family.head, relation: 'head' }],
    village: '370126001001',
  });
  if (upTo('opened')) {
    await write(office, 'caseworker', 'case.opened', {
      amount_asked: fen,
      by: 'workgroup',
      case: family.case,
      cause: 'disaster',
      event_date: day,
      household: family.household,
    });
  }
  if (upTo('surveyed')) {
    await write(office, 'caseworker', 'case.surveyed', {
      case: family.case,
      date: day,
      income: 250_000,
      means: 'surveyed',
      members: 1,
      round: 1,
      surveyors,
    });
  }
  if (upTo('reviewed')) {
    await write(office, 'reviewer', 'case.reviewed', { amount: fen, case: family.case });
  }
  if (upTo('approved')) {
    await write(office, 'approver', 'case.approved', { amount: fen, basis: 'person', case: family.case });
  }
  if (upTo('payee')) {
    await write(office, 'caseworker', 'payee.set', {
      account_tag: `account:demo.${name}`,
      case: family.case,
      holder: family.head,
      method: 'bank',
      relation: 'self',
      type: 'person',
    });
  }
  return family;
}

/** A batch of those families, built and released, and paid by the bank if so wished. */
export async function haveBatch(office: Office, paid: Family[], until: 'released' | 'paid'): Promise<string> {
  const batch = `b${process.pid}.${++families}`;
  const lines = paid.map(({ case: id, fen }, i) => ({ line: i + 1, case: id, amount: fen }));
  await write(office, 'cashier', 'batch.built', {
    account: 'bank1',
    batch,
    count: lines.length,
    lines,
    source: 'donation',
    total: lines.reduce((sum, { amount }) => sum + amount, 0),
  });
  await write(office, 'bookkeeper', 'batch.released', { batch });
  if (until === 'released') return batch;
  for (const { line, case: id, amount } of lines) {
    await write(office, 'cashier', 'aid.paid', {
      account: 'bank1', amount, batch, case: id, line, source: 'donation', value_date: today(),
    });
  }
  return batch;
}

interface CasePage {
  open: boolean;
  history: { kind: string; actor: string; body: Record<string, unknown> }[];
}

/** The last entry of a kind that the books have of a case. */
export async function lastOf(office: Office, { case: id }: Family, kind: string) {
  const page = await office.ask<CasePage>('auditor', 'GET', `/v1/cases/${id}`);
  return page.history.findLast((entry) => entry.kind === kind);
}
