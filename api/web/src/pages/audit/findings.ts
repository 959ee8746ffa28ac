import type { Schemas } from '@/api/client';

/** A finding of the verifier (docs/format.md §13); it has more than the contract lists. */
export type Found = Schemas['verification']['report']['findings'][number] & {
  kind?: string;
  follows?: true;
};

/** The findings by what they find, in the order in which each was found first. */
export function groupsOf(findings: readonly Found[]): [damage: string, found: Found[]][] {
  const groups = new Map<string, Found[]>();
  for (const one of findings) groups.set(one.damage, [...(groups.get(one.damage) ?? []), one]);
  return [...groups];
}

export function isPartOf<T extends object>(all: T, name: PropertyKey): name is keyof T {
  return Object.hasOwn(all, name);
}
