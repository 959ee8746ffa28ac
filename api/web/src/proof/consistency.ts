import { nodeHash, same, type Bytes } from './hash';

/** The root of the leaves from `first` to before `end` of a tree. */
export type RootOfRange = (first: number, end: number) => Promise<Bytes>;

/** The largest power of two below a number of leaves, two or more. */
export function splitOf(count: number): number {
  let left = 1;
  while (left * 2 < count) left *= 2;
  return left;
}

/** The path that shows the first `oldSize` of `newSize` leaves to be unchanged (RFC 9162 §2.1.4.1). */
export async function consistencyPath(
  oldSize: number,
  newSize: number,
  rootOf: RootOfRange,
): Promise<Bytes[]> {
  if (oldSize === 0 || oldSize >= newSize) return [];
  const from = async (first: number, end: number, known: boolean): Promise<Bytes[]> => {
    if (end === oldSize) return known ? [] : [await rootOf(first, end)];
    const middle = first + splitOf(end - first);
    return oldSize <= middle
      ? [...(await from(first, middle, known)), await rootOf(middle, end)]
      : [...(await from(middle, end, false)), await rootOf(first, middle)];
  };
  return from(0, newSize, true);
}

const half = (n: number) => Math.floor(n / 2);

/** That the old tree is the beginning of the new one (RFC 9162 §2.1.4.2). Any input is safe. */
export async function continues(
  oldSize: number,
  newSize: number,
  oldRoot: Bytes,
  newRoot: Bytes,
  path: readonly Bytes[],
): Promise<boolean> {
  if (!Number.isSafeInteger(oldSize) || !Number.isSafeInteger(newSize)) return false;
  if (oldSize <= 0 || oldSize > newSize) return false;
  if (oldSize === newSize) return path.length === 0 && same(oldRoot, newRoot);
  let place = oldSize - 1;
  let last = newSize - 1;
  while (place % 2 === 1) [place, last] = [half(place), half(last)];
  // Where the old tree is a whole subtree of the new one, its own root begins the path.
  const [start, ...rest] = place === 0 ? [oldRoot, ...path] : path;
  if (!start) return false;
  let old = start;
  let now = start;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      old = await nodeHash(sibling, old);
      now = await nodeHash(sibling, now);
      while (place % 2 === 0 && place !== 0) [place, last] = [half(place), half(last)];
    } else {
      now = await nodeHash(now, sibling);
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && same(old, oldRoot) && same(now, newRoot);
}
