import { recall, remember } from '@/words/remembered';

/** What this browser remembers of the last time: nobody can rewrite it from the server. */
export interface Kept {
  note: string;
  vkey: string;
  /** When it was checked, in milliseconds. */
  at: number;
}

const kStored = 'mingzhang.kept';

export function recallKept(): Kept | undefined {
  try {
    const kept = JSON.parse(recall(kStored) ?? 'null') as Partial<Kept> | null;
    const { note, vkey, at } = kept ?? {};
    return typeof note === 'string' && typeof vkey === 'string' && typeof at === 'number'
      ? { note, vkey, at }
      : undefined;
  } catch {
    return undefined;
  }
}

export function rememberKept(kept: Kept | undefined) {
  remember(kStored, kept ? JSON.stringify(kept) : '');
}

/**
 * The checkpoint in what a person pasted: a note, or a .tlog-proof, which ends with one. Line ends of
 * other systems, and a missing one at the end, are the way's fault, not the note's.
 */
export function noteIn(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').trim();
  const note = lines.startsWith('c2sp.org/tlog-proof@v1\n')
    ? lines.slice(lines.indexOf('\n\n') + 2)
    : lines;
  return `${note}\n`;
}
