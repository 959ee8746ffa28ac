import { generateKeyPairSync, sign } from 'node:crypto';
import { concat, sha256, toHex, utf8, type Bytes } from './hash';

/** A log of the tests: its key as a vkey, and what it signs. */
export async function makeLog(name: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const key = concat(new Uint8Array([1]), raw);
  const id = (await sha256(concat(utf8(`${name}\n`), key))).slice(0, 4);
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  return {
    vkey: `${name}+${toHex(id)}+${base64(key)}`,
    sign: (size: number, root: Bytes) => {
      const text = `${name}\n${size}\n${base64(root)}\n`;
      const signature = sign(null, Buffer.from(text), privateKey);
      return `${text}\n— ${name} ${base64(concat(id, signature))}\n`;
    },
  };
}
