import { consistencyPath, continues } from './consistency';
import { same, toBase64, type Bytes } from './hash';
import { isSigned, parseCheckpoint, type Checkpoint, type Verifier } from './note';
import { TileTree, type Fetch } from './tiles';

/**
 * What the books shown now are to a checkpoint that was kept. `unconnected`: the log's hashes do not
 * lead to its own checkpoint, so nothing can be said; `shorter`: entries that were signed are not
 * shown; `forked`: the key signed two histories that exclude each other.
 */
export type Relation =
  | 'same'
  | 'continued'
  | 'forked'
  | 'shorter'
  | 'unconnected'
  | 'notSigned'
  | 'otherLog'
  | 'noCheckpoint';

export interface Comparison {
  relation: Relation;
  kept?: Checkpoint;
  /** What shows it to others (docs/format.md §3), where there is such a thing. */
  file?: string;
}

/** `now`: is signed by that verifier's key. Errors: what `fetch` throws. */
export async function compare(
  keptNote: string,
  nowNote: string,
  verifier: Verifier,
  fetch: Fetch,
): Promise<Comparison> {
  const kept = parseCheckpoint(keptNote);
  const now = parseCheckpoint(nowNote)!;
  if (!kept) return { relation: 'noCheckpoint' };
  if (kept.origin !== verifier.name) return { relation: 'otherLog', kept };
  if ((await isSigned(keptNote, verifier)) === 'not signed') return { relation: 'notSigned', kept };
  if (kept.size > now.size) return { relation: 'shorter', kept };
  if (kept.size === now.size) {
    if (same(kept.root, now.root)) return { relation: 'same', kept };
    return { relation: 'forked', kept, file: fileOf('fork', [], keptNote, nowNote) };
  }
  // Every ledger continues the empty one.
  if (kept.size === 0) return { relation: 'continued', kept };
  return { kept, ...(await compareSizes(kept, now, keptNote, nowNote, fetch)) };
}

async function compareSizes(
  kept: Checkpoint,
  now: Checkpoint,
  keptNote: string,
  nowNote: string,
  fetch: Fetch,
): Promise<Comparison> {
  const tree = new TileTree(fetch, now.size);
  let path: Bytes[];
  let prefix: Bytes;
  try {
    path = await consistencyPath(kept.size, now.size, tree.rootOf);
    prefix = await tree.rootOf(0, kept.size);
  } catch (error) {
    if (error instanceof RangeError) return { relation: 'unconnected' };
    throw error;
  }
  if (!(await continues(kept.size, now.size, prefix, now.root, path))) {
    return { relation: 'unconnected' };
  }
  const hashes = path.map(toBase64);
  return same(prefix, kept.root)
    ? { relation: 'continued', file: fileOf('consistency', hashes, keptNote, nowNote) }
    : {
        relation: 'forked',
        file: fileOf('fork', [`prefix ${toBase64(prefix)}`, ...hashes], keptNote, nowNote),
      };
}

function fileOf(
  sort: 'consistency' | 'fork',
  lines: string[],
  keptNote: string,
  nowNote: string,
): string {
  return [`mingzhang/${sort}/1`, ...lines, '', keptNote, nowNote].join('\n');
}
