import type { Schemas } from '@/api/client';

type Entry = Schemas['entry'];
type Built = Schemas['body_batch_built'];
type Paid = Schemas['body_aid_paid'];
type Failed = Schemas['body_aid_failed'];
type Returned = Schemas['body_aid_returned'];
type Delivered = Schemas['body_aid_delivered'];

export type Stage = 'built' | 'released' | 'paid' | 'delivered' | 'failed' | 'returned';

/** A line of a batch and what became of it. `amount` in fen, as the batch was built. */
export interface Line {
  batch: string;
  line: number;
  case: string;
  amount: number;
  /** Undefined while what became of it is not read yet. */
  stage: Stage | undefined;
  paid?: Paid;
  failed?: Failed;
  /** What the bank sent back, in parts perhaps. */
  returned: Returned[];
  delivered?: Delivered;
}

const bodyOf = <Body>(entry: Entry) => entry.body as unknown as Body;

export function builtOf(page: Schemas['batch_page']): { entry: Entry; body: Built } | undefined {
  const entry = page.history.find((one) => one.kind === 'batch.built');
  return entry && { entry, body: bodyOf<Built>(entry) };
}

export function releaseOf(page: Schemas['batch_page']): Entry | undefined {
  return page.history.find((one) => one.kind === 'batch.released');
}

/**
 * The lines of a batch as it was built. A line that the books are done with is in the batch no more:
 * what became of it says the history of its case, in `histories` by case as far as it is read.
 */
export function linesOf(
  page: Schemas['batch_page'],
  histories: ReadonlyMap<string, readonly Entry[]>,
): Line[] {
  const built = builtOf(page)?.body;
  const standing = new Map(page.lines?.map((one) => [one.line, one.stage]));
  return (built?.lines ?? []).map(({ line, case: id, amount }) => {
    const history = histories.get(id);
    const of = <Body extends { batch: string; line: number }>(kind: Entry['kind']): Body[] =>
      (history ?? [])
        .filter((entry) => entry.kind === kind)
        .map((entry) => bodyOf<Body>(entry))
        .filter((body) => body.batch === page.id && body.line === line);
    const failed = of<Failed>('aid.failed')[0];
    const delivered = of<Delivered>('aid.delivered')[0];
    const returned = of<Returned>('aid.returned');
    const ended = failed
      ? 'failed'
      : delivered
        ? 'delivered'
        : returned.length
          ? 'returned'
          : undefined;
    return {
      batch: page.id,
      line,
      case: id,
      amount,
      stage: standing.get(line) ?? ended,
      paid: of<Paid>('aid.paid')[0],
      failed,
      returned,
      delivered,
    };
  });
}

/** Of a paid line, what the bank has not sent back. Unit: fen. */
export const leftOf = (line: Line) =>
  line.returned.reduce((left, one) => left - one.amount, line.amount);
