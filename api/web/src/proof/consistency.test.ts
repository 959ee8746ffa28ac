import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { consistencyPath, continues } from './consistency';
import { fromHex, leafHash, toHex, utf8, type Bytes } from './hash';
import { naivePathBetween, naiveRoot } from './naive';

const vectors = JSON.parse(
  readFileSync(new URL('../../../../docs/format/vectors.json', import.meta.url), 'utf8'),
) as {
  trees: {
    roots: Record<string, string>;
    consistency: { old_size: number; new_size: number; path: string[] }[];
  };
};

const leaves = await Promise.all(Array.from({ length: 64 }, (_, i) => leafHash(utf8(String(i)))));

/** Each range is hashed once: there are thousands of proofs. */
const known = new Map<string, Promise<Bytes>>();
function rootOf(first: number, end: number): Promise<Bytes> {
  const key = `${first} ${end}`;
  const root = known.get(key) ?? naiveRoot(leaves.slice(first, end));
  known.set(key, root);
  return root;
}
const roots = await Promise.all(leaves.map((_, i) => rootOf(0, i + 1)));

describe('a proof of consistency', () => {
  it('is the one of RFC 9162 and holds, for all sizes up to 64', async () => {
    for (let size = 1; size <= 64; ++size) {
      for (let old = 1; old <= size; ++old) {
        const path = await consistencyPath(old, size, rootOf);
        const naive = await naivePathBetween(old, 0, size, rootOf);
        expect(path.map(toHex)).toEqual(naive.map(toHex));
        expect(await continues(old, size, roots[old - 1]!, roots[size - 1]!, path)).toBe(true);
      }
    }
  });

  it('holds for no other tree, no other size and no other path', async () => {
    for (let size = 2; size <= 17; ++size) {
      for (let old = 1; old < size; ++old) {
        const [before, after] = [roots[old - 1]!, roots[size - 1]!];
        const path = await naivePathBetween(old, 0, size, rootOf);
        const wrong: [number, number, Bytes, Bytes, Bytes[]][] = [
          [old, size, roots[old]!, after, path],
          [old, size, before, roots[size]!, path],
          [old, size, before, after, path.slice(1)],
          [old, size, before, after, path.slice(0, -1)],
          [old, size, before, after, [...path, after]],
          ...path.map((_, at): [number, number, Bytes, Bytes, Bytes[]] => [
            old,
            size,
            before,
            after,
            path.map((hash, i) => (i === at ? leaves[63]! : hash)),
          ]),
          [0, size, before, after, path],
          [size, old, after, before, path],
        ];
        for (const [a, b, c, d, e] of wrong) expect(await continues(a, b, c, d, e)).toBe(false);
      }
    }
    expect(await continues(7, 7, roots[6]!, roots[6]!, [])).toBe(true);
    expect(await continues(7, 7, roots[6]!, roots[5]!, [])).toBe(false);
    expect(await continues(7, 7, roots[6]!, roots[6]!, [roots[6]!])).toBe(false);
  });

  it('agrees with the vectors of Certificate Transparency and of docs/format', async () => {
    const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657'];
    inputs.push('606162636465666768696a6b6c6d6e6f');
    const given = await Promise.all(inputs.map((hex) => leafHash(fromHex(hex)!)));
    const rootAt = (size: number) => naiveRoot(given.slice(0, size));
    expect(toHex(await rootAt(8))).toBe(
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    );
    const between: [number, number, string[]][] = [
      [
        6,
        8,
        [
          '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
          'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
          'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
        ],
      ],
      [
        2,
        5,
        [
          '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
          'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
        ],
      ],
    ];
    for (const [old, now, path] of between) {
      const hashes = path.map((hex) => fromHex(hex)!);
      expect(await continues(old, now, await rootAt(old), await rootAt(now), hashes)).toBe(true);
    }
    const { trees } = vectors;
    expect(trees.consistency.length).toBeGreaterThan(5);
    for (const { old_size: old, new_size: now, path } of trees.consistency) {
      const hashes = path.map((hex) => fromHex(hex)!);
      const root = (size: number) => fromHex(trees.roots[size]!)!;
      expect(await continues(old, now, root(old), root(now), hashes)).toBe(true);
    }
  });
});
