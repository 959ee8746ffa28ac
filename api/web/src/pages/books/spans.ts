import type { Schemas } from '@/api/client';

export type Confirmation = Schemas['body_income_confirmed'];

/** An income that waits: its place in the books and its amount in fen. */
export interface Member {
  seq: number;
  amount: number;
}

/** Limits of one income.confirmed (api/openapi.yaml, body_income_confirmed). */
export const kExceptMax = 500;
export const kConfirmedMax = 10_000;

/**
 * The confirmations that confirm exactly `mine`. Each covers a span and leaves out `others`, which
 * wait there too. `blocks` are spans with incomes that are not known one by one: no confirmation
 * reaches across one of them.
 */
export function confirmationsOf(
  mine: readonly Member[],
  others: readonly number[],
  blocks: readonly (readonly [first: number, last: number])[],
): Confirmation[] {
  const sorted = [...mine].sort((a, b) => a.seq - b.seq);
  const foreign = [...new Set(others)].sort((a, b) => a - b);
  const bodies: Confirmation[] = [];
  let body: Confirmation | undefined;
  for (const { seq, amount } of sorted) {
    const between = body ? foreign.filter((other) => other > body!.last && other < seq) : [];
    const goesOn =
      body !== undefined &&
      body.count < kConfirmedMax &&
      (body.except?.length ?? 0) + between.length <= kExceptMax &&
      !blocks.some(([first, last]) => first < seq && last > body!.last);
    if (body && goesOn) {
      body.last = seq;
      body.count += 1;
      body.amount += amount;
      if (between.length > 0) body.except = [...(body.except ?? []), ...between];
    } else {
      body = { first: seq, last: seq, count: 1, amount };
      bodies.push(body);
    }
  }
  return bodies;
}
