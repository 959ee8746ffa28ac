import { api, Refused, take, type Schemas } from '@/api/client';

type Received =
  | Schemas['body_donation_received']
  | Schemas['body_injection_received']
  | Schemas['body_transfer_received'];

/** An income that is to be corrected. Amounts in fen. */
export interface FoundIncome {
  seq: number;
  kind: 'donation.received' | 'injection.received' | 'transfer.received';
  fund: string;
  body: Received;
  /** Of a gift: its register number, how it stands, and what of it is not spent. */
  number?: string;
  standing?: Schemas['gift']['standing'];
  unspent?: number;
}

export type NotFound = 'nothing' | { notIncome: number };

function unspentOf(hops: readonly Schemas['hop'][] | undefined): number {
  return (hops ?? []).reduce(
    (sum, hop) => sum + (hop.became === 'unspent' ? hop.fen : unspentOf(hop.hops)),
    0,
  );
}

async function seqOf(text: string): Promise<number | undefined> {
  if (/^\d+$/.test(text)) return Number(text);
  const found = await take(api.GET('/v1/search', { params: { query: { q: text } } }));
  return found.items.find((one) => one.type === 'gift')?.seq;
}

/** The income with that register number ("2026-12") or entry number. Errors: as `take`. */
export async function findIncome(text: string): Promise<FoundIncome | NotFound> {
  const seq = await seqOf(text.trim());
  if (seq === undefined) return 'nothing';
  try {
    const { entry } = await take(
      api.GET('/v1/entries/{kind_or_seq}', { params: { path: { kind_or_seq: seq } } }),
    );
    const { kind, fund } = entry;
    const body = entry.body as unknown as Received;
    if (!fund) return { notIncome: seq };
    if (kind === 'injection.received' || kind === 'transfer.received') {
      return { seq, kind, fund, body };
    }
    if (kind !== 'donation.received') return { notIncome: seq };
    const gift = await take(api.GET('/v1/donations/{seq}', { params: { path: { seq } } }));
    const { number, standing } = gift;
    return { seq, kind, fund, body, number, standing, unspent: unspentOf(gift.trace?.hops) };
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return 'nothing';
    throw error;
  }
}
