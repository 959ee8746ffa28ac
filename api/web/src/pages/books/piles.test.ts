import { describe, expect, it } from 'vitest';
import type { Heap } from '@/domain/bookRows';
import { firstDay, lastDay, pilesOf } from './piles';

const heap = (book_date: string, account: string, more: Partial<Heap>): Heap => ({
  fund: 'jinan',
  book_date,
  account,
  source: 'donation',
  count: 1,
  amount: 100,
  first: 1,
  last: 1,
  ...more,
});

describe('pilesOf', () => {
  const piles = pilesOf([
    heap('2026-11-03', 'qrpos1', { import: 'i1', count: 3, amount: 700, first: 8, last: 20 }),
    heap('2026-11-02', 'qrpos1', { import: 'i1', count: 2, amount: 300, first: 9, last: 30 }),
    heap('2026-11-02', 'cash1', { first: 4, last: 4 }),
    heap('2026-11-02', 'bank1', { source: 'gov', first: 5, last: 5 }),
    heap('2026-11-02', 'bank1', { first: 6, last: 6 }),
    heap('2026-11-03', 'cash1', { first: 7, last: 7 }),
  ]);

  it('puts the days of an import together', () => {
    const pile = piles.find((one) => one.import === 'i1');
    expect(pile).toMatchObject({ count: 5, amount: 1000, first: 8, last: 30 });
    expect([firstDay(pile!), lastDay(pile!)]).toEqual(['2026-11-02', '2026-11-03']);
  });

  it('keeps days, accounts and sources of typed income apart', () =>
    expect(piles.filter((one) => one.import === undefined)).toHaveLength(4));
});
