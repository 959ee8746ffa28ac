import { describe, expect, it } from 'vitest';
import { confirmationsOf, kConfirmedMax, kExceptMax, type Member } from './spans';

const members = (...seqs: number[]): Member[] => seqs.map((seq) => ({ seq, amount: seq * 100 }));

describe('confirmationsOf', () => {
  it('is one for neighbours, in whatever order they come', () =>
    expect(confirmationsOf(members(7, 5, 6), [], [])).toEqual([
      { first: 5, last: 7, count: 3, amount: 1800 },
    ]));

  it('leaves out what waits in between, once and in order', () =>
    expect(confirmationsOf(members(5, 9), [8, 6, 8, 4, 11], [])).toEqual([
      { first: 5, last: 9, count: 2, amount: 1400, except: [6, 8] },
    ]));

  it('does not reach across incomes that are not known one by one', () =>
    expect(confirmationsOf(members(5, 6, 20, 21), [], [[10, 15]])).toEqual([
      { first: 5, last: 6, count: 2, amount: 1100 },
      { first: 20, last: 21, count: 2, amount: 4100 },
    ]));

  it('stays away from a span that begins before and ends after', () =>
    expect(confirmationsOf(members(5, 6), [], [[1, 30]])).toHaveLength(2));

  it('does not mind spans beside it', () =>
    expect(
      confirmationsOf(
        members(5, 6),
        [],
        [
          [1, 4],
          [7, 9],
        ],
      ),
    ).toHaveLength(1));

  it('never leaves out more than may be left out', () => {
    const others = Array.from({ length: kExceptMax + 1 }, (_, i) => i + 10);
    expect(confirmationsOf(members(5, 5000), others.slice(1), [])).toHaveLength(1);
    expect(confirmationsOf(members(5, 5000), others, [])).toHaveLength(2);
  });

  it('never confirms more at once than may be', () => {
    const many = Array.from({ length: kConfirmedMax + 1 }, (_, i) => ({ seq: i, amount: 1 }));
    expect(confirmationsOf(many, [], []).map(({ count }) => count)).toEqual([kConfirmedMax, 1]);
  });
});
