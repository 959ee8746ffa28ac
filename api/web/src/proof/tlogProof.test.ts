import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { checkEntry } from './entry';
import { leafHash, toHex, utf8 } from './hash';
import { proofOf } from './tlogProof';

const vectors = JSON.parse(
  readFileSync(new URL('../../../../docs/format/vectors.json', import.meta.url), 'utf8'),
) as {
  key: { vkey: string };
  chain: { entries: { bytes: string }[]; tlog_proof_of_entry_1: string };
};

it('a .tlog-proof proves the entry that it is of, and no other', async () => {
  const { entries, tlog_proof_of_entry_1: text } = vectors.chain;
  const entryOf = async (seq: number) => {
    const { bytes } = entries[seq]!;
    return { bytes, leaf: toHex(await leafHash(utf8(bytes))) };
  };
  const withoutExtra = text.replace(/^extra .*\n/m, '');
  expect(withoutExtra).not.toBe(text);
  for (const proof of [text, withoutExtra]) {
    const right = await checkEntry(proofOf(proof, await entryOf(1))!, vectors.key.vkey);
    expect(right).toMatchObject({ proved: true, signed: 'signed', size: 3, steps: 2 });
    const wrong = await checkEntry(proofOf(proof, await entryOf(2))!, vectors.key.vkey);
    expect(wrong.proved).toBe(false);
  }
  for (const bad of ['', '\n\n', text.slice(1), text.replace('index 1', 'index 01')]) {
    expect(proofOf(bad, await entryOf(1))).toBeUndefined();
  }
});
