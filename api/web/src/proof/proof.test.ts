import { describe, expect, it } from 'vitest';
import { checkEntry } from './entry';
import { leafHash, toHex, utf8 } from './hash';
import { naivePath, naiveRoot } from './naive';
import { makeLog } from './testLog';
import { isSigned, parseCheckpoint, parseVkey, signersOf } from './note';
import { includes, rootOf } from './tree';

const entries = Array.from({ length: 40 }, (_, seq) =>
  JSON.stringify({ seq, text: `第 ${seq} 条` }),
);

describe('a tree', () => {
  it('has the root of RFC 9162 at every size, and every path leads there', async () => {
    const leaves = await Promise.all(entries.map((entry) => leafHash(utf8(entry))));
    for (let size = 1; size <= 20; ++size) {
      const part = leaves.slice(0, size);
      const root = await naiveRoot(part);
      expect(toHex((await rootOf(part))!)).toBe(toHex(root));
      for (let index = 0; index < size; ++index) {
        const path = await naivePath(index, part);
        expect(await includes(index, size, part[index]!, path, root)).toBe(true);
        expect(await includes((index + 1) % (size + 1), size, part[index]!, path, root)).toBe(
          false,
        );
        expect(await includes(index, size, part[index]!, [...path, root], root)).toBe(false);
      }
    }
  });
});

describe('an entry with its proof', () => {
  it('is proved, and nothing of it may be changed', async () => {
    const log = await makeLog('test.example/log');
    const leaves = await Promise.all(entries.map((entry) => leafHash(utf8(entry))));
    const seq = 21;
    const good = {
      seq,
      bytes: entries[seq]!,
      leaf: toHex(leaves[seq]!),
      checkpoint: log.sign(40, await naiveRoot(leaves)),
      proof: (await naivePath(seq, leaves)).map(toHex),
    };
    expect(await checkEntry(good, log.vkey)).toMatchObject({
      proved: true,
      signed: 'signed',
      size: 40,
    });
    const other = await makeLog('test.example/log');
    const changes = [
      { ...good, bytes: good.bytes.replace('第', '笫') },
      { ...good, leaf: toHex(leaves[20]!) },
      { ...good, seq: 20 },
      { ...good, proof: good.proof.slice(1) },
      { ...good, proof: good.proof.map((hash, i) => (i === 2 ? toHex(leaves[0]!) : hash)) },
      { ...good, proof: ['xyz'] },
      { ...good, checkpoint: good.checkpoint.replace('\n40\n', '\n41\n') },
      { ...good, checkpoint: other.sign(40, await naiveRoot(leaves)) },
      { ...good, checkpoint: 'nonsense' },
      { ...good, checkpoint: undefined },
      { ...good, bytes: 'not json' },
    ];
    for (const changed of changes) {
      expect((await checkEntry(changed, log.vkey)).proved, JSON.stringify(changed)).toBe(false);
    }
    expect((await checkEntry(good, other.vkey)).proved).toBe(false);
    expect((await checkEntry(good, 'nonsense')).proved).toBe(false);
  });

  it('parses nothing that is not a checkpoint or a key', async () => {
    for (const text of ['', '\n\n', 'a\n1\n\n\n— a b\n', 'a\n01\nAAAA\n\n— a AAAAAAAA\n']) {
      expect(parseCheckpoint(text)).toBeUndefined();
    }
    expect(await parseVkey('a+00000000+AAAA')).toBeUndefined();
    const log = await makeLog('x');
    const verifier = (await parseVkey(log.vkey))!;
    expect(await isSigned('x\n1\n', verifier)).toBe('not signed');
  });

  it('tells who signed, and when a witness did', () => {
    const line = (bytes: number[]) => `— w ${Buffer.from(bytes).toString('base64')}\n`;
    const root = Buffer.alloc(32).toString('base64');
    const cosigned = [1, 2, 3, 4, 0, 0, 0, 0, 0x6a, 0, 0, 0, ...Array<number>(64).fill(9)];
    const note = `x\n1\n${root}\n\n${line([255, 0, 1, 2, ...Array<number>(64).fill(9)])}${line(cosigned)}`;
    expect(signersOf(note)).toEqual([
      { name: 'w', id: 'ff000102' },
      { name: 'w', id: '01020304', time: 0x6a000000 * 1000 },
    ]);
    expect(signersOf('nonsense')).toEqual([]);
  });
});
