import { compare, type Comparison } from './compare';
import { readEntry } from './form';
import { leafHash, same, toHex, type Bytes } from './hash';
import { isSigned, parseCheckpoint, parseVkey, type Checkpoint, type Signed } from './note';
import {
  entriesOf,
  fold,
  hashesOf,
  kTileWidth,
  tilePath,
  TileTree,
  tileWidth,
  type Fetch,
} from './tiles';
import { Edge } from './tree';

/** What is wrong with an entry, or with those from `seq` to `last`. */
export interface Wrong {
  what:
    /** Its bytes are not those of the hash that the log published for it. */
    | 'altered'
    /** Its bytes are no entry. */
    | 'form'
    /** It carries another number than its place. */
    | 'seq'
    /** It does not name the hash of the one before. */
    | 'link'
    /** It says to be older than the one before. */
    | 'time'
    /** From here on the entries of the bundle cannot be told apart. */
    | 'bundle'
    /** The published hashes of these entries are not those of the tree. */
    | 'hashes'
    /** The first entry founds another log. */
    | 'founding';
  seq: number;
  last?: number;
}

/** As many are named; the others are only counted. */
const kWrongsMax = 100;

export interface Ask {
  checkpoint: string;
  vkey: string;
  /** A checkpoint that was kept earlier. */
  kept?: string;
}

export interface Report {
  /** None where what was called a checkpoint is none. */
  now?: Checkpoint;
  signed: Signed;
  comparison?: Comparison;
  /** So many entries were read and hashed. */
  read: number;
  wrongs: Wrong[];
  wrongsTotal: number;
  /** The hashes of all entries lead to the signed root. */
  rootRight: boolean;
  /** Nothing is wrong, except that this browser may know no signatures (`unsupported`). */
  sound: boolean;
}

export interface Progress {
  read: number;
  size: number;
}

const kGoodRelations: readonly string[] = ['same', 'continued'];

/**
 * Checks the whole log, believing nothing that it says but its key. Holds a few bundles at a time.
 * Errors: what `fetch` throws.
 */
export async function verifyLog(
  ask: Ask,
  fetch: Fetch,
  tell: (progress: Progress) => void,
): Promise<Report> {
  const now = parseCheckpoint(ask.checkpoint);
  const verifier = await parseVkey(ask.vkey);
  const signed =
    now && verifier && verifier.name === now.origin
      ? await isSigned(ask.checkpoint, verifier)
      : 'not signed';
  const nothing = { signed, read: 0, wrongs: [], wrongsTotal: 0, rootRight: false, sound: false };
  if (!now || !verifier || signed === 'not signed') return { now, ...nothing };

  const comparison = ask.kept && (await compare(ask.kept, ask.checkpoint, verifier, fetch));
  const walk = new Walk(now, ask.vkey.trim(), new TileTree(fetch, now.size));
  for await (const { index, bundle, tile } of bundles(now.size, fetch)) {
    await walk.take(index, bundle, tile);
    tell({ read: walk.read, size: now.size });
  }
  const rootRight = await walk.meetsRoot();
  return {
    now,
    signed,
    ...(comparison ? { comparison } : {}),
    read: walk.read,
    wrongs: walk.wrongs,
    wrongsTotal: walk.wrongsTotal,
    rootRight,
    sound:
      rootRight &&
      walk.wrongsTotal === 0 &&
      (!comparison || kGoodRelations.includes(comparison.relation)),
  };
}

interface Fetched {
  index: number;
  bundle: Bytes;
  tile: Bytes;
}

/** As many are asked for before they are needed. */
const kAhead = 4;

async function* bundles(size: number, fetch: Fetch): AsyncGenerator<Fetched> {
  const count = Math.ceil(size / kTileWidth);
  const asked: Promise<Fetched>[] = [];
  for (let index = 0, next = 0; index < count; ++index) {
    for (; next < count && next < index + kAhead; ++next) {
      const one = both(next, tileWidth(size, 0, next), fetch);
      // Whoever waits for it hears of it; before, it is no unheard failure.
      one.catch(() => {});
      asked.push(one);
    }
    yield await asked.shift()!;
  }
}

async function both(index: number, width: number, fetch: Fetch): Promise<Fetched> {
  const [bundle, tile] = await Promise.all([
    fetch(tilePath('entries', index, width)),
    fetch(tilePath(0, index, width)),
  ]);
  return { index, bundle, tile };
}

/** Goes through the entries in order. Where one is wrong, its published hash stands in for it. */
class Walk {
  read = 0;
  readonly wrongs: Wrong[] = [];
  wrongsTotal = 0;
  private readonly edge = new Edge();
  private before: { leaf: string; time: string } = { leaf: '0'.repeat(64), time: '' };

  constructor(
    private readonly now: Checkpoint,
    private readonly vkey: string,
    private readonly tree: TileTree,
  ) {}

  async take(index: number, bundle: Bytes, tile: Bytes) {
    const first = index * kTileWidth;
    const width = tileWidth(this.now.size, 0, index);
    const { entries, whole } = entriesOf(bundle, width);
    const leaves = await Promise.all(entries.map(leafHash));
    const hashes = await this.hashesFor(first, width, hashesOf(tile, width), whole, leaves);
    const differs = hashes.findIndex((hash, at) => !leaves[at] || !same(hash, leaves[at]));

    // Where the bundle itself is broken, nothing behind the first wrong entry can be trusted.
    const end = whole ? width : differs < 0 ? width - 1 : differs;
    for (let at = 0; at < end; ++at) {
      if (!same(leaves[at]!, hashes[at]!)) this.say({ what: 'altered', seq: first + at });
      this.look(first + at, entries[at]!, hashes[at]!);
    }
    if (!whole) {
      this.say({ what: 'bundle', seq: first + end, last: first + width - 1 });
      this.before = { leaf: toHex(hashes.at(-1)!), time: this.before.time };
    }
    this.read += entries.length;
    await this.grow(this.edge, hashes);
  }

  async meetsRoot(): Promise<boolean> {
    const root = await this.edge.root();
    return root !== undefined && same(root, this.now.root);
  }

  private say(wrong: Wrong) {
    ++this.wrongsTotal;
    if (this.wrongs.length < kWrongsMax) this.wrongs.push(wrong);
  }

  private async grow(edge: Edge, hashes: Bytes[]) {
    if (hashes.length === kTileWidth) await edge.appendSubtree(await fold(hashes), kTileWidth);
    else for (const hash of hashes) await edge.append(hash);
  }

  /**
   * What the entries of a bundle are compared with: the hashes that the log published for them, unless
   * the tree above says that those are wrong and the entries right.
   */
  private async hashesFor(
    first: number,
    width: number,
    published: Bytes[] | undefined,
    whole: boolean,
    leaves: Bytes[],
  ): Promise<Bytes[]> {
    const wrong: Wrong = { what: 'hashes', seq: first, last: first + width - 1 };
    if (whole && published?.every((hash, at) => same(hash, leaves[at]!))) {
      if (width === kTileWidth && !(await this.fits(first, leaves))) this.say(wrong);
      return leaves;
    }
    if (published && (await this.fits(first, published))) return published;
    if (whole && (await this.fits(first, leaves))) {
      this.say(wrong);
      return leaves;
    }
    if (published) return published;
    this.say(wrong);
    return Array.from({ length: width }, (_, at) => leaves[at] ?? new Uint8Array(32));
  }

  /** Whether the tree above has these hashes: the node over them, or at the end the signed root. */
  private async fits(first: number, hashes: Bytes[]): Promise<boolean> {
    if (hashes.length < kTileWidth) {
      const edge = this.edge.copy();
      await this.grow(edge, hashes);
      return same((await edge.root())!, this.now.root);
    }
    const above = await this.above(first);
    return above !== undefined && same(await fold(hashes), above);
  }

  private async above(first: number): Promise<Bytes | undefined> {
    try {
      return await this.tree.rootOf(first, first + kTileWidth);
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }

  private look(seq: number, bytes: Bytes, hash: Bytes) {
    const head = readEntry(bytes);
    if (!head) this.say({ what: 'form', seq });
    else {
      if (head.seq !== seq) this.say({ what: 'seq', seq });
      if (head.prev !== this.before.leaf) this.say({ what: 'link', seq });
      if (head.time < this.before.time) this.say({ what: 'time', seq });
      const { origin, vkey } = head.body;
      if (seq === 0 && (origin !== this.now.origin || vkey !== this.vkey)) {
        this.say({ what: 'founding', seq });
      }
    }
    this.before = { leaf: toHex(hash), time: head?.time ?? this.before.time };
  }
}

/** The first entry that something is wrong with. */
export function firstWrong(wrongs: readonly Wrong[]): Wrong | undefined {
  return wrongs.reduce<Wrong | undefined>(
    (first, one) => (first === undefined || one.seq < first.seq ? one : first),
    undefined,
  );
}
