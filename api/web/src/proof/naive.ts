import { nodeHash, type Bytes } from './hash';

/** RFC 9162 §2.1 as it is written, without any cleverness: what the tests compare with. */

function splitOf(count: number): number {
  return 2 ** (Math.ceil(Math.log2(count)) - 1);
}

export async function naiveRoot(leaves: Bytes[]): Promise<Bytes> {
  if (leaves.length === 1) return leaves[0]!;
  const k = splitOf(leaves.length);
  return nodeHash(await naiveRoot(leaves.slice(0, k)), await naiveRoot(leaves.slice(k)));
}

export async function naivePath(index: number, leaves: Bytes[]): Promise<Bytes[]> {
  if (leaves.length === 1) return [];
  const k = splitOf(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return index < k
    ? [...(await naivePath(index, left)), await naiveRoot(right)]
    : [...(await naivePath(index - k, right)), await naiveRoot(left)];
}

/** Between the first `old` of the leaves from `first` to before `end` and all of them. */
export async function naivePathBetween(
  old: number,
  first: number,
  end: number,
  rootOf: (first: number, end: number) => Promise<Bytes>,
  known = true,
): Promise<Bytes[]> {
  if (old === end - first) return known ? [] : [await rootOf(first, end)];
  const k = splitOf(end - first);
  const middle = first + k;
  return old <= k
    ? [...(await naivePathBetween(old, first, middle, rootOf, known)), await rootOf(middle, end)]
    : [
        ...(await naivePathBetween(old - k, middle, end, rootOf, false)),
        await rootOf(first, middle),
      ];
}
