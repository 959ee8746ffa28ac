import type { Doc } from './reads';

/** A paper that was chosen: what the ledger keeps, and the file's name to tell it by. */
export interface PaperGiven extends Doc {
  name?: string;
}

/** SHA-256 of a file's bytes, in hex. Errors: what the browser says of a file that cannot be read. */
export async function digestOf(file: Blob): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What an entry takes of them; undefined where there are none. */
export function docsOf(papers: PaperGiven[] | undefined): Doc[] | undefined {
  if (!papers || papers.length === 0) return undefined;
  return papers.map(({ type, digest, pages, place }) =>
    place ? { type, digest, pages, place } : { type, digest, pages },
  );
}
