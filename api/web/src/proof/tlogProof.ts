import type { ProvedEntry } from './entry';
import { fromBase64, toHex } from './hash';

/** A .tlog-proof (c2sp.org/tlog-proof) of an entry whose bytes one has; none where it is not one. */
export function proofOf(
  text: string,
  entry: Pick<ProvedEntry, 'bytes' | 'leaf'>,
): ProvedEntry | undefined {
  const end = text.indexOf('\n\n');
  const [title, ...lines] = text.slice(0, Math.max(end, 0)).split('\n');
  if (title !== 'c2sp.org/tlog-proof@v1') return undefined;
  if (lines[0]?.startsWith('extra ')) lines.shift();
  const index = /^index (0|[1-9]\d*)$/.exec(lines.shift() ?? '');
  const hashes = lines.map(fromBase64);
  if (!index || hashes.some((hash) => hash === undefined)) return undefined;
  return {
    ...entry,
    seq: Number(index[1]),
    checkpoint: text.slice(end + 2),
    proof: hashes.map((hash) => toHex(hash!)),
  };
}
