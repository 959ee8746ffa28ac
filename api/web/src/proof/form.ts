/** The outer form of an entry (docs/format.md §1 and §2). What its kind demands is not looked at. */

import type { Bytes } from './hash';

export interface EntryHead {
  seq: number;
  kind: string;
  time: string;
  /** In hexadecimal, as the entry says it. */
  prev: string;
  /** Of entry 0: the log that it founds. */
  body: { origin?: unknown; vkey?: unknown };
}

const kBytesMax = 65_535;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The one way of writing a value (RFC 8785, restricted); none where there is none. */
export function canonical(value: unknown): string | undefined {
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return value === '' ? undefined : JSON.stringify(value);
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  const parts = Array.isArray(value)
    ? value.map(canonical)
    : Object.keys(value)
        .sort()
        .map((key) => {
          const text = canonical((value as Record<string, unknown>)[key]);
          return text && `${JSON.stringify(key)}:${text}`;
        });
  if (parts.length === 0 || parts.includes(undefined)) return undefined;
  return Array.isArray(value) ? `[${parts.join(',')}]` : `{${parts.join(',')}}`;
}

/** What an entry says of itself; none where its bytes are no entry. */
export function readEntry(bytes: Bytes): EntryHead | undefined {
  if (bytes.length > kBytesMax) return undefined;
  let text: string;
  let value: Partial<Record<keyof EntryHead, unknown>>;
  try {
    text = decoder.decode(bytes);
    value = JSON.parse(text) as typeof value;
  } catch {
    return undefined;
  }
  const { seq, kind, time, prev, body } = value ?? {};
  if (typeof seq !== 'number' || typeof kind !== 'string') return undefined;
  if (typeof time !== 'string' || typeof prev !== 'string') return undefined;
  if (typeof body !== 'object' || body === null) return undefined;
  if (canonical(value) !== text) return undefined;
  return { seq, kind, time, prev, body };
}
