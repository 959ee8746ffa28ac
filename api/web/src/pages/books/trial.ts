import type { Schemas } from '@/api/client';

type Posted = Schemas['row_book_balance'];

/** One code of a trial balance. Amounts in fen; a balance is positive on the debit side. */
export interface TrialRow {
  code: string;
  opening: number;
  debit: number;
  credit: number;
  closing: number;
}

/** What was posted before a month and in it, by code. Codes to which nothing was posted are left out. */
export function trialOf(posted: readonly Posted[], month: string): TrialRow[] {
  const rows = new Map<string, TrialRow>();
  for (const one of posted) {
    if (one.month > month) continue;
    const row = rows.get(one.code) ?? {
      code: one.code,
      opening: 0,
      debit: 0,
      credit: 0,
      closing: 0,
    };
    rows.set(one.code, row);
    if (one.month < month) {
      row.opening += one.debit - one.credit;
    } else {
      row.debit += one.debit;
      row.credit += one.credit;
    }
    row.closing += one.debit - one.credit;
  }
  return [...rows.values()].sort((a, b) => a.code.localeCompare(b.code));
}

export const onDebit = (balance: number) => Math.max(0, balance);
export const onCredit = (balance: number) => Math.max(0, -balance);

/** The six sums at the foot: [opening, movement, closing] × [debit, credit]. */
export function trialSums(rows: readonly TrialRow[]): [debit: number, credit: number][] {
  const sum = (fen: (row: TrialRow) => number) => rows.reduce((all, row) => all + fen(row), 0);
  return [
    [sum((row) => onDebit(row.opening)), sum((row) => onCredit(row.opening))],
    [sum((row) => row.debit), sum((row) => row.credit)],
    [sum((row) => onDebit(row.closing)), sum((row) => onCredit(row.closing))],
  ];
}

/** "2026-02" after "2026-01"; `by` months later, or earlier where it is negative. */
export function monthAfter(month: string, by = 1): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const whole = year * 12 + number - 1 + by;
  return `${Math.floor(whole / 12)}-${String((whole % 12) + 1).padStart(2, '0')}`;
}

/** The last day of a month: "2026-02-28". */
export function lastDayOf(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return `${month}-${String(new Date(Date.UTC(year, number, 0)).getUTCDate()).padStart(2, '0')}`;
}
