import { describe, expect, it } from 'vitest';
import { fenOf, leavesOf } from './hops';

const hops = [
  { fen: 300, became: 'paid' as const, entry: 52, case: 'c1' },
  {
    fen: 700,
    became: 'moved' as const,
    hops: [
      { fen: 200, became: 'paid' as const, entry: 60, case: 'c2' },
      { fen: 400, became: 'unspent' as const },
      { fen: 100, became: 'unspent' as const },
    ],
  },
];

describe('leavesOf', () => {
  it('has every fen once, where it ended', () => {
    const leaves = leavesOf(hops);
    expect(leaves.map(({ fen, became }) => [became, fen])).toEqual([
      ['paid', 300],
      ['paid', 200],
      ['unspent', 500],
    ]);
    expect(fenOf(leaves, 'paid')).toBe(500);
  });
  it('leaves what it was given as it was', () => {
    leavesOf(hops);
    expect(hops[1]?.hops?.[1]?.fen).toBe(400);
  });
});
