import { nodeHash, same, type Bytes } from './hash';

/** The root of a tree of these leaves (RFC 9162 §2.1.1); of none there is none. */
export async function rootOf(leaves: Bytes[]): Promise<Bytes | undefined> {
  const edge = new Edge();
  for (const leaf of leaves) await edge.append(leaf);
  return edge.root();
}

/** A tree that grows: the roots of its whole subtrees, the largest first. */
export class Edge {
  private readonly nodes: { size: number; hash: Bytes }[] = [];
  size = 0;

  async append(leaf: Bytes): Promise<void> {
    await this.appendSubtree(leaf, 1);
  }

  /** `count`: a power of two, and what is there is a multiple of it. */
  async appendSubtree(hash: Bytes, count: number): Promise<void> {
    this.size += count;
    let node = { size: count, hash };
    for (let last = this.nodes.at(-1); last?.size === node.size; last = this.nodes.at(-1)) {
      this.nodes.pop();
      node = { size: node.size * 2, hash: await nodeHash(last.hash, node.hash) };
    }
    this.nodes.push(node);
  }

  copy(): Edge {
    const copy = new Edge();
    copy.nodes.push(...this.nodes);
    copy.size = this.size;
    return copy;
  }

  async root(): Promise<Bytes | undefined> {
    let root: Bytes | undefined;
    for (const { hash } of [...this.nodes].reverse()) {
      root = root === undefined ? hash : await nodeHash(hash, root);
    }
    return root;
  }
}

/**
 * The root that a path leads to from a leaf at `index` of a tree of `size` (RFC 9162 §2.1.3.2); none
 * where the path does not fit the two.
 */
export async function rootFromPath(
  index: number,
  size: number,
  leaf: Bytes,
  path: Bytes[],
): Promise<Bytes | undefined> {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size)) return undefined;
  if (index < 0 || index >= size) return undefined;
  let place = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of path) {
    if (last === 0) return undefined;
    if (place % 2 === 1 || place === last) {
      hash = await nodeHash(sibling, hash);
      while (place % 2 === 0 && place !== 0) {
        place = Math.floor(place / 2);
        last = Math.floor(last / 2);
      }
    } else {
      hash = await nodeHash(hash, sibling);
    }
    place = Math.floor(place / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? hash : undefined;
}

/** That an entry is in the tree of that root. */
export async function includes(
  index: number,
  size: number,
  leaf: Bytes,
  path: Bytes[],
  root: Bytes,
): Promise<boolean> {
  const found = await rootFromPath(index, size, leaf, path);
  return found !== undefined && same(found, root);
}
