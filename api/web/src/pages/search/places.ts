import type { Schemas } from '@/api/client';

export type Finding = Schemas['finding'];

/** Where a thing is shown; nowhere for an entry that only an auditor may read. */
export function placeOf({ type, id, seq }: Finding, auditor: boolean): string | undefined {
  switch (type) {
    case 'gift':
      return seq === undefined ? undefined : `/gifts/${seq}`;
    case 'case':
      return `/cases/${id}`;
    case 'household':
      return `/households/${id}`;
    case 'batch':
      return `/batches/${id}`;
    case 'entry':
      return auditor ? `/entries/${seq ?? id}` : undefined;
  }
}

/** The one thing that the text names exactly; none where it only begins so, or names several. */
export function exactHit(items: readonly Finding[], text: string): Finding | undefined {
  const wanted = text.trim().toLowerCase();
  const [only] = items;
  if (!only || items.length > 1) return undefined;
  const { ref, code, number } = only.title;
  const names = [only.id, code, number, ref, ref?.split(':').at(-1)];
  return names.some((name) => name?.toLowerCase() === wanted) ? only : undefined;
}
