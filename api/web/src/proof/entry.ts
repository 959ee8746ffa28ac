import { fromHex, leafHash, same, toHex, utf8 } from './hash';
import { isSigned, parseCheckpoint, parseVkey, type Signed } from './note';
import { includes } from './tree';

/** One entry with the proof that the server gives for it. */
export interface ProvedEntry {
  seq: number;
  bytes: string;
  leaf: string;
  checkpoint?: string;
  proof?: string[];
}

/** What this browser found, step by step; a step that could not be taken is absent. */
export interface EntryCheck {
  leaf: string;
  leafRight: boolean;
  /** The number that the bytes themselves carry. */
  seqRight: boolean;
  size?: number;
  root?: string;
  included?: boolean;
  signed?: Signed;
  steps: number;
  /** All that could be checked is right, the signature among it unless the browser knows none. */
  proved: boolean;
}

function seqOf(bytes: string): number | undefined {
  try {
    return (JSON.parse(bytes) as { seq?: number }).seq;
  } catch {
    return undefined;
  }
}

/** Checks an entry against the key of the log, trusting neither it nor its proof. Any input is safe. */
export async function checkEntry(entry: ProvedEntry, vkey: string): Promise<EntryCheck> {
  const leaf = await leafHash(utf8(entry.bytes));
  const claimed = fromHex(entry.leaf);
  const check: EntryCheck = {
    leaf: toHex(leaf),
    leafRight: claimed !== undefined && same(claimed, leaf),
    seqRight: seqOf(entry.bytes) === entry.seq,
    steps: entry.proof?.length ?? 0,
    proved: false,
  };
  const checkpoint = parseCheckpoint(entry.checkpoint ?? '');
  const path = (entry.proof ?? []).map(fromHex);
  if (checkpoint && entry.proof) {
    check.size = checkpoint.size;
    check.root = toHex(checkpoint.root);
    const whole = path.filter((hash) => hash?.length === 32) as Uint8Array<ArrayBuffer>[];
    check.included =
      whole.length === path.length &&
      (await includes(entry.seq, checkpoint.size, leaf, whole, checkpoint.root));
    const verifier = await parseVkey(vkey);
    check.signed =
      verifier && verifier.name === checkpoint.origin
        ? await isSigned(entry.checkpoint!, verifier)
        : 'not signed';
  }
  check.proved =
    check.leafRight && check.seqRight && check.included === true && check.signed !== 'not signed';
  return check;
}
