import type { Heap } from '@/domain/bookRows';

/**
 * What a bookkeeper holds against one paper: a whole import, or what was typed for one day, account
 * and source. Amounts in fen.
 */
export interface Pile {
  key: string;
  fund: string;
  import?: string;
  account: string;
  source: Heap['source'];
  /** One for each book date, oldest first. */
  heaps: [Heap, ...Heap[]];
  count: number;
  amount: number;
  first: number;
  last: number;
}

/** The piles of all that waits, oldest first. */
export function pilesOf(heaps: readonly Heap[]): Pile[] {
  const piles = new Map<string, Pile>();
  const byDate = [...heaps].sort((a, b) => a.book_date.localeCompare(b.book_date));
  for (const heap of byDate) {
    const key = heap.import ?? `${heap.book_date}/${heap.account}/${heap.source}`;
    const pile = piles.get(key);
    if (pile) {
      pile.heaps.push(heap);
      pile.count += heap.count;
      pile.amount += heap.amount;
      pile.first = Math.min(pile.first, heap.first);
      pile.last = Math.max(pile.last, heap.last);
    } else {
      const { fund, account, source, count, amount, first, last } = heap;
      piles.set(key, {
        key,
        fund,
        import: heap.import,
        account,
        source,
        heaps: [heap],
        count,
        amount,
        first,
        last,
      });
    }
  }
  return [...piles.values()];
}

export const firstDay = (pile: Pile) => pile.heaps[0].book_date;
export const lastDay = (pile: Pile) => (pile.heaps.at(-1) ?? pile.heaps[0]).book_date;
