import type { Schemas } from '@/api/client';

export type Purpose = Schemas['purpose'];

/** A purpose as one value of a choice: "none", "cause:illness". */
export function keyOf({ type, code }: Purpose): string {
  return code === undefined ? type : `${type}:${code}`;
}

export function purposeOf(key: string): Purpose {
  const [type, code] = key.split(':') as [Purpose['type'], string?];
  return code === undefined ? { type } : { type, code };
}
