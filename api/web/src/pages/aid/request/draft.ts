import type { OnPaper } from '../PaperFirst';
import type { PaperGiven } from '../papers';
import type { Bodies } from '../reads';

/** A request as it is typed. */
export interface Given extends OnPaper {
  case: string;
  household?: string;
  cause?: string;
  event_date?: string;
  victim?: string;
  amount_asked?: number;
  by?: Bodies['case.opened']['by'];
  urgent?: boolean;
  basis?: string;
  note?: string;
  papers?: PaperGiven[];
}

export interface Draft {
  given: Given;
  /** When it was kept, in ms. */
  kept: number;
}

/** One draft for each person and fund of this device. */
function keyOf(person: string, fund: string): string {
  return `mingzhang.draft.case.${person}.${fund}`;
}

export function loadDraft(store: Storage, person: string, fund: string): Draft | undefined {
  try {
    const draft = JSON.parse(store.getItem(keyOf(person, fund)) ?? 'null') as Draft | null;
    return draft && typeof draft.given?.case === 'string' ? draft : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a draft; names of files stay out of it. False: this device keeps nothing. */
export function keepDraft(
  store: Storage,
  person: string,
  fund: string,
  given: Given,
  now: number,
): boolean {
  const papers = given.papers?.map(({ type, digest, pages, place }) => ({
    type,
    digest,
    pages,
    place,
  }));
  try {
    store.setItem(keyOf(person, fund), JSON.stringify({ given: { ...given, papers }, kept: now }));
    return true;
  } catch {
    return false;
  }
}

export function dropDraft(store: Storage, person: string, fund: string) {
  store.removeItem(keyOf(person, fund));
}
