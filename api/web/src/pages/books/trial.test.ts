import { describe, expect, it } from 'vitest';
import { lastDayOf, monthAfter, trialOf, trialSums } from './trial';

const posted = (month: string, code: string, debit: number, credit: number) => ({
  entity: 'e',
  month,
  code,
  debit,
  credit,
});

describe('trialOf', () => {
  const rows = trialOf(
    [
      posted('2026-10', '1002', 1000, 200),
      posted('2026-10', '4101', 0, 800),
      posted('2026-11', '1002', 50, 300),
      posted('2026-11', '5101', 250, 0),
      posted('2026-12', '9999', 7, 7),
    ],
    '2026-11',
  );

  it('carries earlier months forward and leaves later ones out', () =>
    expect(rows).toEqual([
      { code: '1002', opening: 800, debit: 50, credit: 300, closing: 550 },
      { code: '4101', opening: -800, debit: 0, credit: 0, closing: -800 },
      { code: '5101', opening: 0, debit: 250, credit: 0, closing: 250 },
    ]));

  it('sums each side by itself', () =>
    expect(trialSums(rows)).toEqual([
      [800, 800],
      [300, 300],
      [800, 800],
    ]));
});

describe('months', () => {
  it.each([
    ['2026-01', 1, '2026-02'],
    ['2026-12', 1, '2027-01'],
    ['2026-01', -1, '2025-12'],
    ['2026-03', -15, '2024-12'],
  ])('%s and %d', (month, by, after) => expect(monthAfter(month, by)).toBe(after));
  it.each([
    ['2026-02', '2026-02-28'],
    ['2024-02', '2024-02-29'],
    ['2026-12', '2026-12-31'],
  ])('%s ends on %s', (month, day) => expect(lastDayOf(month)).toBe(day));
});
