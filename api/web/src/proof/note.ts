import { concat, fromBase64, same, sha256, toHex, utf8, type Bytes } from './hash';

/** Signed notes and checkpoints (c2sp.org/signed-note, c2sp.org/tlog-checkpoint). Any input is safe. */

export interface Verifier {
  name: string;
  /** The first four bytes of the key's digest: they stand before each of its signatures. */
  id: Bytes;
  key: Bytes;
}

export interface Checkpoint {
  origin: string;
  size: number;
  root: Bytes;
}

const kEd25519 = 1;

/** Of a line "name+hash+key"; none where it is not one, or its hash is another key's. */
export async function parseVkey(text: string): Promise<Verifier | undefined> {
  const parts = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim());
  const key = parts ? fromBase64(parts[3]!) : undefined;
  if (!parts || !key || key.length !== 33 || key[0] !== kEd25519) return undefined;
  const id = (await sha256(concat(utf8(`${parts[1]}\n`), key))).slice(0, 4);
  return toHex(id) === parts[2] ? { name: parts[1]!, id, key: key.slice(1) } : undefined;
}

/** The text of a note and the signatures that stand under it. */
function split(
  note: string,
): { text: string; signatures: { name: string; bytes: Bytes }[] } | undefined {
  const at = note.lastIndexOf('\n\n');
  if (at < 0 || !note.endsWith('\n')) return undefined;
  const signatures = [];
  for (const line of note.slice(at + 2, -1).split('\n')) {
    const parts = /^— (\S+) (\S+)$/.exec(line);
    const bytes = parts ? fromBase64(parts[2]!) : undefined;
    if (!parts || !bytes || bytes.length < 5) return undefined;
    signatures.push({ name: parts[1]!, bytes });
  }
  return { text: note.slice(0, at + 1), signatures };
}

/** What a checkpoint says, whoever signed it; none where it is not one. */
export function parseCheckpoint(note: string): Checkpoint | undefined {
  const parts = split(note);
  const lines = parts?.text.split('\n') ?? [];
  const root = fromBase64(lines[2] ?? '');
  if (!lines[0] || !/^(0|[1-9]\d{0,15})$/.test(lines[1] ?? '') || root?.length !== 32)
    return undefined;
  const size = Number(lines[1]);
  return Number.isSafeInteger(size) ? { origin: lines[0], size, root } : undefined;
}

/** Who signed a note, as its lines say; `time`: of a cosignature, in milliseconds. Nothing is verified. */
export interface Signer {
  name: string;
  id: string;
  time?: number;
}

/** A key's id, a time in seconds and an Ed25519 signature (c2sp.org/tlog-cosignature). */
const kCosignatureBytes = 4 + 8 + 64;

export function signersOf(note: string): Signer[] {
  return (split(note)?.signatures ?? []).map(({ name, bytes }) => ({
    name,
    id: toHex(bytes.slice(0, 4)),
    ...(bytes.length === kCosignatureBytes
      ? { time: Number(new DataView(bytes.buffer).getBigUint64(4)) * 1000 }
      : {}),
  }));
}

export type Signed = 'signed' | 'not signed' | 'unsupported';

/** Whether that key signed the note; `unsupported`: this browser knows no Ed25519. */
export async function isSigned(note: string, verifier: Verifier): Promise<Signed> {
  const parts = split(note);
  const mine = parts?.signatures.find(
    ({ name, bytes }) => name === verifier.name && same(bytes.slice(0, 4), verifier.id),
  );
  if (!parts || !mine || mine.bytes.length !== 68) return 'not signed';
  let key: CryptoKey;
  try {
    key = await crypto.subtle.importKey('raw', verifier.key, { name: 'Ed25519' }, false, [
      'verify',
    ]);
  } catch {
    return 'unsupported';
  }
  const good = await crypto.subtle.verify(
    { name: 'Ed25519' },
    key,
    mine.bytes.slice(4),
    utf8(parts.text),
  );
  return good ? 'signed' : 'not signed';
}
