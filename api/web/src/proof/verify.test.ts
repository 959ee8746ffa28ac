import { beforeAll, describe, expect, it } from 'vitest';
import { compare } from './compare';
import { canonical, readEntry } from './form';
import { concat, leafHash, toHex, utf8, type Bytes } from './hash';
import { naiveRoot } from './naive';
import { parseVkey } from './note';
import { makeLog } from './testLog';
import { entriesOf, kTileWidth, tilePath, TileTree, tileWidth, type Fetch } from './tiles';
import { firstWrong, verifyLog, type Report } from './verify';

const kName = 'test.example/log';
/** Two full bundles, and one of five. */
const kSize = 517;

type Log = Awaited<ReturnType<typeof makeLog>>;

/** A ledger of that many entries; `change` may say what one of them holds before it is written. */
class Ledger {
  readonly entries: Bytes[] = [];
  readonly leaves: Bytes[] = [];

  static async write(size: number, vkey: string, change: (entry: Entry) => void = () => {}) {
    const ledger = new Ledger();
    let prev = '0'.repeat(64);
    for (let seq = 0; seq < size; ++seq) {
      const entry: Entry = {
        actor: 'cashier',
        body: seq === 0 ? { origin: kName, vkey } : { amount: 100 + seq, title: `第 ${seq} 笔` },
        kind: seq === 0 ? 'ledger.opened' : 'donation.received',
        prev,
        salt: '0'.repeat(32),
        seq,
        time: new Date(Date.UTC(2026, 0, 1) + seq * 1000).toISOString(),
        v: 1,
      };
      change(entry);
      const bytes = utf8(canonical(entry)!);
      ledger.entries.push(bytes);
      ledger.leaves.push(await leafHash(bytes));
      prev = toHex(ledger.leaves.at(-1)!);
    }
    return ledger;
  }

  root(size = this.leaves.length) {
    return naiveRoot(this.leaves.slice(0, size));
  }

  /** As its server gives it away, a tree of that size. */
  async files(size = this.leaves.length): Promise<Map<string, Bytes>> {
    const files = new Map<string, Bytes>();
    const roots: Bytes[] = [];
    for (let index = 0; index * kTileWidth < size; ++index) {
      const [first, width] = [index * kTileWidth, tileWidth(size, 0, index)];
      const entries = this.entries.slice(first, first + width);
      const leaves = this.leaves.slice(first, first + width);
      const framed = entries.flatMap((one) => [
        new Uint8Array([one.length >> 8, one.length & 255]),
        one,
      ]);
      files.set(tilePath('entries', index, width), concat(...framed));
      files.set(tilePath(0, index, width), concat(...leaves));
      if (width === kTileWidth) roots.push(await naiveRoot(leaves));
    }
    if (roots.length > 0) files.set(tilePath(1, 0, roots.length), concat(...roots));
    return files;
  }
}
interface Entry {
  [key: string]: unknown;
  prev: string;
  seq: number;
  time: string;
  body: Record<string, unknown>;
}

let log: Log;
let ledger: Ledger;
let files: Map<string, Bytes>;
beforeAll(async () => {
  log = await makeLog(kName);
  ledger = await Ledger.write(kSize, log.vkey);
  files = await ledger.files();
});

function fetchFrom(from: Map<string, Bytes>): Fetch {
  return async (path) => {
    const bytes = from.get(path);
    if (!bytes) throw new Error(`no ${path}`);
    return bytes;
  };
}

/** Verifies those files; `change` may alter them first. */
async function verify(
  change: (files: Map<string, Bytes>) => void = () => {},
  more: { kept?: string; checkpoint?: string; vkey?: string; of?: Ledger } = {},
): Promise<Report> {
  const of = more.of ?? ledger;
  const altered = new Map(more.of ? await of.files() : files);
  change(altered);
  const checkpoint = more.checkpoint ?? log.sign(of.leaves.length, await of.root());
  const ask = { checkpoint, vkey: more.vkey ?? log.vkey, kept: more.kept };
  return verifyLog(ask, fetchFrom(altered), () => {});
}

/** Where an entry's bytes begin in its bundle, and in the tile of its hash. */
function placeOf(seq: number) {
  const index = Math.floor(seq / kTileWidth);
  const width = tileWidth(kSize, 0, index);
  const before = ledger.entries.slice(index * kTileWidth, seq);
  return {
    bundle: tilePath('entries', index, width),
    tile: tilePath(0, index, width),
    at: before.reduce((sum, one) => sum + 2 + one.length, 0) + 2,
  };
}

function flip(files: Map<string, Bytes>, name: string, at: number) {
  const bytes = files.get(name)!.slice();
  bytes[at]! ^= 1;
  files.set(name, bytes);
}

describe('a whole log', () => {
  it('is sound when nothing is wrong, and tells how far it is', async () => {
    const told: number[] = [];
    const checkpoint = log.sign(kSize, await ledger.root());
    const ask = { checkpoint, vkey: log.vkey };
    const report = await verifyLog(ask, fetchFrom(files), ({ read }) => told.push(read));
    expect(report).toMatchObject({ sound: true, read: kSize, wrongs: [], rootRight: true });
    expect(told).toEqual([256, 512, 517]);
  });

  it.each([0, 1, 255, 256, 300, 511, 512, 516])(
    'names entry %i when a byte of it changed',
    async (seq) => {
      const { bundle, at } = placeOf(seq);
      for (const offset of [0, 12, 40]) {
        const report = await verify((altered) => flip(altered, bundle, at + offset));
        expect(report.sound).toBe(false);
        expect(firstWrong(report.wrongs)).toEqual({ what: 'altered', seq });
        // Its published hash stands in for it: all others are proved.
        expect(report.rootRight).toBe(true);
        expect(new Set(report.wrongs.map((wrong) => wrong.seq))).toEqual(new Set([seq]));
      }
    },
  );

  it('names the entry whose length was changed, and does not go on in its bundle', async () => {
    const { bundle, at } = placeOf(300);
    const report = await verify((altered) => flip(altered, bundle, at - 1));
    expect(report).toMatchObject({ sound: false, rootRight: true });
    expect(report.wrongs).toEqual([{ what: 'bundle', seq: 300, last: 511 }]);
  });

  it('notices a bundle that is cut off, or goes on', async () => {
    const { bundle } = placeOf(516);
    const cut = await verify((altered) => altered.set(bundle, altered.get(bundle)!.slice(0, -1)));
    expect(firstWrong(cut.wrongs)).toEqual({ what: 'bundle', seq: 516, last: 516 });
    const more = await verify((altered) =>
      altered.set(bundle, concat(altered.get(bundle)!, new Uint8Array([0]))),
    );
    expect(more.sound).toBe(false);
  });

  it('blames the published hashes, not the entries, where the tree says so', async () => {
    for (const seq of [300, 514]) {
      const { tile } = placeOf(seq);
      const report = await verify((altered) => flip(altered, tile, (seq % kTileWidth) * 32));
      expect(report.wrongs.map(({ what }) => what)).toEqual(['hashes']);
      expect(report).toMatchObject({ sound: false, rootRight: true });
    }
  });

  it('notices an entry that was replaced together with its hash', async () => {
    const { bundle, tile, at } = placeOf(100);
    const length = ledger.entries[100]!.length;
    const bytes = new Map(files);
    flip(bytes, bundle, at + 12);
    const leaf = await leafHash(bytes.get(bundle)!.slice(at, at + length));
    const both = await verify((altered) => {
      flip(altered, bundle, at + 12);
      const hashes = altered.get(tile)!.slice();
      hashes.set(leaf, 100 * 32);
      altered.set(tile, hashes);
    });
    expect(both).toMatchObject({ sound: false, rootRight: false });
    expect(both.wrongs.map(({ what }) => what)).toContain('link');
    expect(both.wrongs.find(({ what }) => what === 'link')).toEqual({ what: 'link', seq: 101 });
  });
});

describe('a log that was written wrongly and signed all the same', () => {
  const cases: [string, (entry: Entry) => void][] = [
    ['link', (entry) => entry.seq === 9 && (entry.prev = '1'.repeat(64))],
    ['seq', (entry) => entry.seq === 9 && (entry.seq = 10)],
    ['time', (entry) => entry.seq === 9 && (entry.time = '2025-01-01T00:00:00.000Z')],
    ['founding', (entry) => entry.seq === 0 && (entry.body.vkey = 'other')],
  ];
  it.each(cases)('%s', async (what, change) => {
    const of = await Ledger.write(20, log.vkey, change);
    const report = await verify(undefined, { of });
    expect(report).toMatchObject({ sound: false, rootRight: true });
    expect(report.wrongs).toEqual([{ what, seq: what === 'founding' ? 0 : 9 }]);
  });

  it('counts all that is wrong, and names a bounded number', async () => {
    const of = await Ledger.write(300, log.vkey, (entry) => {
      if (entry.seq > 0) entry.prev = '1'.repeat(64);
    });
    const report = await verify(undefined, { of });
    expect(report.wrongsTotal).toBe(299);
    expect(report.wrongs).toHaveLength(100);
  });
});

describe('what is signed', () => {
  it('is believed of its own key alone', async () => {
    const other = await makeLog(kName);
    for (const more of [
      { checkpoint: other.sign(kSize, await ledger.root()) },
      { vkey: other.vkey },
      { checkpoint: 'nonsense' },
      { vkey: 'nonsense' },
    ]) {
      expect(await verify(undefined, more)).toMatchObject({
        signed: 'not signed',
        sound: false,
        read: 0,
      });
    }
    const wrongRoot = await verify(undefined, { checkpoint: log.sign(kSize, ledger.leaves[0]!) });
    expect(wrongRoot).toMatchObject({ signed: 'signed', rootRight: false, sound: false });
  });
});

describe('a checkpoint that was kept', () => {
  const nowNote = async () => log.sign(kSize, await ledger.root());
  const relationOf = async (kept: string, from = files) => {
    const verifier = (await parseVkey(log.vkey))!;
    return compare(kept, await nowNote(), verifier, fetchFrom(from));
  };

  it('is continued by the same ledger, of whatever size it was', async () => {
    for (const size of [1, 2, 255, 256, 257, 511, 512, 513, 516]) {
      const { relation, file } = await relationOf(log.sign(size, await ledger.root(size)));
      expect(relation).toBe('continued');
      expect(file).toMatch(/^mingzhang\/consistency\/1\n/);
    }
    expect((await relationOf(await nowNote())).relation).toBe('same');
  });

  it('is not continued by another history: that is a fork, and there is evidence', async () => {
    for (const size of [1, 300, 512]) {
      const { relation, file } = await relationOf(log.sign(size, ledger.leaves[7]!));
      expect(relation).toBe('forked');
      expect(file).toMatch(/^mingzhang\/fork\/1\nprefix /);
    }
    const same = await relationOf(log.sign(kSize, ledger.leaves[7]!));
    expect(same.relation).toBe('forked');
    expect(same.file).not.toContain('prefix');
  });

  it('is longer than what is shown: something was cut off', async () => {
    const kept = log.sign(kSize + 1, ledger.leaves[7]!);
    expect((await relationOf(kept)).relation).toBe('shorter');
    expect(await verify(undefined, { kept })).toMatchObject({ sound: false, rootRight: true });
  });

  it('is no checkpoint, of another log, or not signed', async () => {
    const other = await makeLog(kName);
    const third = await makeLog('other.example/log');
    expect((await relationOf('nonsense')).relation).toBe('noCheckpoint');
    expect((await relationOf(other.sign(5, await ledger.root(5)))).relation).toBe('notSigned');
    expect((await relationOf(third.sign(5, await ledger.root(5)))).relation).toBe('otherLog');
  });

  it('proves nothing where the hashes do not lead to the checkpoint', async () => {
    const altered = new Map(files);
    flip(altered, tilePath(0, 2, 5), 0);
    const kept = log.sign(300, await ledger.root(300));
    expect((await relationOf(kept, altered)).relation).toBe('unconnected');
    altered.set(tilePath(0, 2, 5), new Uint8Array(3));
    expect((await relationOf(kept, altered)).relation).toBe('unconnected');
  });
});

describe('tiles', () => {
  it('have the paths of tlog-tiles', () => {
    expect(tilePath(0, 0, 256)).toBe('tile/0/000');
    expect(tilePath(1, 1234067, 256)).toBe('tile/1/x001/x234/067');
    expect(tilePath('entries', 12, 7)).toBe('tile/entries/012.p/7');
    expect([0, 1, 2, 3].map((index) => tileWidth(kSize, 0, index))).toEqual([256, 256, 5, 0]);
    expect(tileWidth(kSize, 1, 0)).toBe(2);
  });

  it('yield the root of any range', async () => {
    const tree = new TileTree(fetchFrom(files), kSize);
    for (const [first, end] of [
      [0, 1],
      [0, kSize],
      [256, 512],
      [0, 300],
      [512, 517],
      [4, 8],
    ] as const) {
      expect(toHex(await tree.rootOf(first, end))).toBe(
        toHex(await naiveRoot(ledger.leaves.slice(first, end))),
      );
    }
  });

  it('hold entries that end where they should', () => {
    expect(entriesOf(new Uint8Array([0, 1, 7, 0, 0]), 2)).toMatchObject({ whole: true });
    expect(entriesOf(new Uint8Array([0, 1, 7, 0]), 2)).toMatchObject({ whole: false });
    expect(entriesOf(new Uint8Array([0, 5, 7]), 1).entries).toEqual([]);
  });
});

describe('the bytes of an entry', () => {
  const good = '{"body":{"amount":1},"kind":"k","prev":"00","seq":1,"time":"t"}';
  it('have one form', () => {
    expect(readEntry(utf8(good))).toMatchObject({ seq: 1, kind: 'k' });
    for (const bad of [
      good.replace('"amount":1', '"amount":1.0'),
      good.replace('"amount":1', '"amount":-0'),
      good.replace('"amount":1', '"amount":9007199254740993'),
      good.replace('"amount":1', '"amount":null'),
      good.replace('"amount":1', '"amount":""'),
      good.replace('{"amount":1}', '{}'),
      good.replace('"seq":1', '"seq":1,"seq":1'),
      good.replace('"kind":"k","prev":"00"', '"prev":"00","kind":"k"'),
      good.replace('"k"', '"\\u006b"'),
      ` ${good}`,
      `\uFEFF${good}`,
      '[]',
      'null',
      '',
    ]) {
      expect(readEntry(utf8(bad)), bad).toBeUndefined();
    }
    expect(readEntry(new Uint8Array([0x22, 0xff, 0x22]))).toBeUndefined();
  });
});
