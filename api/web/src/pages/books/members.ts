import { api, take, type Schemas } from '@/api/client';
import { kPageRowsMax, takeAll } from '@/api/all';
import type { Heap } from '@/domain/bookRows';
import type { Purpose } from '@/domain/purposeName';
import type { ListPage } from '@/ui/PagedTable';
import type { Pile } from './piles';
import { confirmationsOf, type Confirmation } from './spans';

/** One income of a pile. `amount` in fen. */
export interface Income {
  seq: number;
  kind: 'donation.received' | 'injection.received' | 'transfer.received';
  amount: number;
  value_date: string;
  purpose: Purpose;
  /** Of a gift: its register number, channel and the channel's reference. */
  number?: string;
  channel?: string;
  ref?: string;
}

/** The rows on the screen are not what waits any more: somebody else was faster. */
export class Changed extends Error {}

const kWithoutNumber = ['injection.received', 'transfer.received'] as const;

function incomeOfGift({ seq, number, donation }: Schemas['gift']): Income {
  const { amount, value_date, purpose, channel, ref } = donation;
  return { seq, kind: 'donation.received', amount, value_date, purpose, number, channel, ref };
}

/** A page of the gifts of an import that wait. */
export async function importPage(
  pile: Pile,
  cursor: string | undefined,
): Promise<ListPage<Income>> {
  const query = {
    fund: pile.fund,
    import: pile.import,
    standing: 'unconfirmed' as const,
    cursor,
    limit: 100,
  };
  const page = await take(api.GET('/v1/donations', { params: { query } }));
  return { items: page.items.map(incomeOfGift), next: page.next };
}

type Received = Schemas['body_injection_received'] | Schemas['body_transfer_received'];

const isOf = (heap: Heap, body: { account: string; book_date?: string; source: string }) =>
  body.account === heap.account && body.book_date === heap.book_date && body.source === heap.source;

/** The incomes of a heap that was typed, oldest first. Errors: Changed. */
export async function typedIncomes(heap: Heap): Promise<Income[]> {
  const gifts = await takeAll<Schemas['gift']>(
    (cursor) =>
      take(
        api.GET('/v1/donations', {
          params: {
            query: {
              fund: heap.fund,
              account: heap.account,
              standing: 'unconfirmed',
              cursor,
              limit: kPageRowsMax,
            },
          },
        }),
      ),
    (rows) => rows.some(({ seq }) => seq < heap.first),
  );
  const found = gifts
    .filter(({ donation }) => !donation.import && isOf(heap, donation))
    .map(incomeOfGift);
  for (const kind of kWithoutNumber) {
    if (found.length >= heap.count) break;
    found.push(...(await receivedOf(heap, kind)));
  }
  const incomes = found
    .filter(({ seq }) => seq >= heap.first && seq <= heap.last)
    .sort((a, b) => a.seq - b.seq);
  const amount = incomes.reduce((sum, one) => sum + one.amount, 0);
  if (incomes.length !== heap.count || amount !== heap.amount) throw new Changed();
  return incomes;
}

/** What the API has no list of that says how it stands: whether it waits, the heap's sums tell. */
async function receivedOf(heap: Heap, kind: (typeof kWithoutNumber)[number]): Promise<Income[]> {
  const rows = await takeAll<Schemas['listed_entry']>(
    (cursor) =>
      take(
        api.GET('/v1/entries', {
          params: {
            query: { kind, fund: heap.fund, order: 'desc', cursor, limit: kPageRowsMax },
          },
        }),
      ),
    (entries) => entries.some(({ entry }) => entry.seq < heap.first),
  );
  return rows
    .map(({ entry }) => ({ seq: entry.seq, body: entry.body as unknown as Received }))
    .filter(({ body }) => isOf(heap, body))
    .map(({ seq, body: { amount, value_date, purpose } }) => ({
      seq,
      kind,
      amount,
      value_date,
      purpose,
    }));
}

const overlaps = (a: Heap | Pile, b: Heap) => a.first <= b.last && b.first <= a.last;

/**
 * The confirmations that confirm this pile and nothing else; `heaps` is all that waits in its fund.
 * Errors: Changed when another sum waits than the pile says.
 */
export async function confirmationsFor(
  pile: Pile,
  heaps: readonly Heap[],
): Promise<Confirmation[]> {
  const bodies =
    pile.import === undefined
      ? await typedConfirmations(pile, heaps)
      : (
          await take(
            api.GET('/v1/unconfirmed/plan', {
              params: { query: { fund: pile.fund, import: pile.import } },
            }),
          )
        ).items;
  const count = bodies.reduce((sum, body) => sum + body.count, 0);
  const amount = bodies.reduce((sum, body) => sum + body.amount, 0);
  if (count !== pile.count || amount !== pile.amount) throw new Changed();
  return bodies;
}

async function typedConfirmations(pile: Pile, heaps: readonly Heap[]) {
  const near = heaps.filter((heap) => !pile.heaps.includes(heap) && overlaps(pile, heap));
  const typed = near.filter((heap) => heap.import === undefined);
  const mine = await typedIncomes(pile.heaps[0]);
  const others = (await Promise.all(typed.map(typedIncomes))).flat();
  const blocks = near
    .filter((heap) => heap.import !== undefined)
    .map(({ first, last }) => [first, last] as const);
  return confirmationsOf(
    mine,
    others.map(({ seq }) => seq),
    blocks,
  );
}
