import { splitOf } from './consistency';
import { nodeHash, type Bytes } from './hash';

/** c2sp.org/tlog-tiles: what a log gives away, 256 entries or hashes at a time. */

export const kTileWidth = 256;
const kTileLevels = 8;
const kHashBytes = 32;

/** Where a log's bytes come from: `path` as below /log/. */
export type Fetch = (path: string) => Promise<Bytes>;

/** "tile/0/x001/234", and ".p/7" where it holds but 7. */
export function tilePath(level: number | 'entries', index: number, width: number): string {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, '0');
  const groups = digits.match(/.../g) ?? [];
  const name = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/');
  return `tile/${level}/${name}${width < kTileWidth ? `.p/${width}` : ''}`;
}

/** How many of the tile's places a tree of that size fills; `level` in tiles. */
export function tileWidth(size: number, level: number, index: number): number {
  const filled = Math.floor(size / kTileWidth ** level) - index * kTileWidth;
  return Math.max(0, Math.min(kTileWidth, filled));
}

/** The hashes of a tile; none where it is not exactly so many. */
export function hashesOf(tile: Bytes, width: number): Bytes[] | undefined {
  if (tile.length !== width * kHashBytes) return undefined;
  return Array.from({ length: width }, (_, at) =>
    tile.slice(at * kHashBytes, (at + 1) * kHashBytes),
  );
}

/**
 * The entries of a bundle, each after its length in two bytes, as far as they can be told apart;
 * `whole`: they are exactly so many.
 */
export function entriesOf(bundle: Bytes, width: number): { entries: Bytes[]; whole: boolean } {
  const entries: Bytes[] = [];
  let at = 0;
  while (at + 2 <= bundle.length && entries.length < width) {
    const end = at + 2 + bundle[at]! * 256 + bundle[at + 1]!;
    if (end > bundle.length) break;
    entries.push(bundle.slice(at + 2, end));
    at = end;
  }
  return { entries, whole: at === bundle.length && entries.length === width };
}

/** The roots of neighbours by twos, until one is left: of a power of two of hashes. */
export async function fold(hashes: Bytes[]): Promise<Bytes> {
  let row = hashes;
  while (row.length > 1) {
    const pairs = Array.from({ length: row.length / 2 }, (_, at) =>
      nodeHash(row[2 * at]!, row[2 * at + 1]!),
    );
    row = await Promise.all(pairs);
  }
  return row[0]!;
}

/** The tree that the tiles of a log claim, of one size. What it says is not believed, but proved. */
export class TileTree {
  private readonly tiles = new Map<string, Promise<Bytes[]>>();

  constructor(
    private readonly fetch: Fetch,
    readonly size: number,
  ) {}

  /** Errors: what `fetch` throws; RangeError where a tile has not the hashes it should have. */
  readonly rootOf = async (first: number, end: number): Promise<Bytes> => {
    const count = end - first;
    if (count === 1 || (isPowerOfTwo(count) && first % count === 0)) {
      return this.node(Math.round(Math.log2(count)), first / count);
    }
    const middle = first + splitOf(count);
    return nodeHash(await this.rootOf(first, middle), await this.rootOf(middle, end));
  };

  private async node(level: number, index: number): Promise<Bytes> {
    const tileLevel = Math.floor(level / kTileLevels);
    const span = 2 ** (level % kTileLevels);
    const tile = await this.tile(tileLevel, Math.floor((index * span) / kTileWidth));
    const at = (index * span) % kTileWidth;
    return fold(tile.slice(at, at + span));
  }

  private tile(level: number, index: number): Promise<Bytes[]> {
    const path = tilePath(level, index, tileWidth(this.size, level, index));
    const known = this.tiles.get(path) ?? this.read(path, tileWidth(this.size, level, index));
    this.tiles.set(path, known);
    return known;
  }

  private async read(path: string, width: number): Promise<Bytes[]> {
    const hashes = hashesOf(await this.fetch(path), width);
    if (!hashes) throw new RangeError(path);
    return hashes;
  }
}

function isPowerOfTwo(count: number): boolean {
  return 2 ** Math.round(Math.log2(count)) === count;
}
