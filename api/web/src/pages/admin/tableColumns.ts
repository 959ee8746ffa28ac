import type { Part } from '@/domain/tableVersions';

/** Columns of any table, in the order in which one reads them. */
export const kColumns = [
  'code',
  'date',
  'title',
  'use',
  'type',
  'side',
  'path',
  'amount',
  'from',
  'to',
] as const;
export type Column = (typeof kColumns)[number];
export type Row = Partial<Record<Column, string | number>>;

/** One version of a table: what holds from a day on. */
export interface Version {
  from: string;
  rows: Row[];
  /** How many parts of how many are there; a version holds once all are. */
  parts: number;
  partsWanted: number;
  /** Not all parts are there yet: it does not hold. */
  pending: boolean;
}

/** The versions of a table, the newest first. */
export function versionsOf(parts: readonly Part[]): Version[] {
  const versions = new Map<string, Version>();
  for (const part of [...parts].sort((a, b) => a.part - b.part)) {
    const key = `${part.from} ${part.pending ?? ''}`;
    const version = versions.get(key) ?? {
      from: part.from,
      rows: [],
      parts: 0,
      partsWanted: part.parts,
      pending: part.pending ?? false,
    };
    version.rows.push(...(part.rows as Row[]));
    version.parts += 1;
    versions.set(key, version);
  }
  return [...versions.values()].sort((a, b) => b.from.localeCompare(a.from));
}

export type Standing = 'inForce' | 'future' | 'past' | 'pending';

/** How the version at `index` (the newest first) stands on a day. */
export function standingOf(
  versions: readonly Version[],
  index: number,
  day: string,
  byYear = false,
): Standing {
  const version = versions[index];
  if (!version || version.pending) return 'pending';
  if (version.from > day) return 'future';
  // A holiday table speaks for the year of its first day, and for no other.
  if (byYear) return version.from.slice(0, 4) === day.slice(0, 4) ? 'inForce' : 'past';
  const newest = versions.findIndex((one) => !one.pending && one.from <= day);
  return newest === index ? 'inForce' : 'past';
}

export function columnsOf(rows: readonly Row[]): Column[] {
  return kColumns.filter((column) => rows.some((row) => row[column] !== undefined));
}

export function rowsWith(rows: readonly Row[], text: string): Row[] {
  const wanted = text.trim().toLowerCase();
  return rows.filter((row) =>
    Object.values(row).some((value) => String(value).toLowerCase().includes(wanted)),
  );
}
