import { cellsOf, csvOf } from '@/domain/csv';
import { parseYuan, yuan } from '@/domain/money';
import type { TableName } from '@/domain/tableRows';
import { sha256, toHex, utf8 } from '@/proof/hash';
import { kColumns, type Column, type Row } from './tableColumns';

/** A table as a file that an office edits in its spreadsheet, and as the ledger takes it. */

interface Shape {
  /** No two rows have the same. */
  key: Column;
  must: readonly Column[];
  may: readonly Column[];
}

/** The columns of each table (docs/format.md §7). */
export const tableShapes: Readonly<Record<TableName, Shape>> = {
  causes: { key: 'code', must: ['path', 'title'], may: [] },
  channels: { key: 'code', must: ['title'], may: [] },
  chart: { key: 'code', must: ['side', 'title', 'type'], may: [] },
  chart_map: { key: 'use', must: ['code'], may: [] },
  dibao: { key: 'code', must: ['amount'], may: ['title'] },
  doc_types: { key: 'code', must: ['title'], may: [] },
  holidays: { key: 'date', must: ['type'], may: [] },
  reasons: { key: 'code', must: ['title', 'use'], may: [] },
  regions: { key: 'code', must: ['title'], may: ['from', 'to'] },
  villages: { key: 'code', must: ['title'], may: ['type'] },
};

/** The columns that a table may have, in the order in which one reads them. */
export function columnsFor(table: TableName): Column[] {
  const { key, must, may } = tableShapes[table];
  return kColumns.filter((column) => [key, ...must, ...may].includes(column));
}

/** What is wrong with a file; `row` counts as a spreadsheet does, 1 being the heads. */
export interface Fault {
  what: 'empty' | 'unknownColumn' | 'missing' | 'twice' | 'notMoney' | 'notDate';
  row: number;
  column?: Column;
  text?: string;
}

export interface TableFile {
  rows: Row[];
  faults: Fault[];
}

function valueOf(column: Column, text: string): string | number | undefined {
  if (column === 'amount') return parseYuan(text);
  if (column !== 'date' && column !== 'from' && column !== 'to') return text;
  const [, year, month, day] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? [];
  return day && `${year}-${month!.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** Reads a file whose heads are column codes, or what `names` calls them in any language. */
export function readTable(
  table: TableName,
  text: string,
  names: (column: Column) => readonly string[],
): TableFile {
  const [heads = [], ...lines] = cellsOf(text);
  const columns = columnsFor(table);
  const { key, must } = tableShapes[table];
  const faults: Fault[] = [];
  const at = heads.map((head) => {
    const found = columns.find((one) => [one, ...names(one)].includes(head.trim()));
    if (!found && head.trim()) faults.push({ what: 'unknownColumn', row: 1, text: head.trim() });
    return found;
  });
  if (lines.length === 0) faults.push({ what: 'empty', row: 1 });
  const seen = new Set<string>();
  const rows = lines.map((cells, index) => {
    const row: Row = {};
    const here = (fault: Omit<Fault, 'row'>) => faults.push({ ...fault, row: index + 2 });
    cells.forEach((cell, place) => {
      const column = at[place];
      const text = cell.trim();
      if (!column || !text) return;
      const value = valueOf(column, text);
      if (value !== undefined) row[column] = value;
      else here({ what: column === 'amount' ? 'notMoney' : 'notDate', column, text });
    });
    for (const column of [key, ...must]) {
      const told = faults.some((one) => one.row === index + 2 && one.column === column);
      if (row[column] === undefined && !told) here({ what: 'missing', column });
    }
    const name = String(row[key] ?? '');
    if (name && seen.has(name)) here({ what: 'twice', column: key, text: name });
    seen.add(name);
    return row;
  });
  return { rows, faults };
}

/** The same the other way: a version of a table for a spreadsheet. */
export function tableCsv(
  table: TableName,
  rows: readonly Row[],
  head: (column: Column) => string,
): string {
  const columns = columnsFor(table);
  const cell = (row: Row, column: Column) =>
    column === 'amount' ? yuan(Number(row.amount)).replaceAll(',', '') : (row[column] ?? '');
  return csvOf([columns.map(head), ...rows.map((row) => columns.map((one) => cell(row, one)))]);
}

/** Canonical JSON (RFC 8785): of flat rows it is JSON whose keys are sorted. */
function canonical(rows: readonly Row[]): string {
  return JSON.stringify(
    rows.map((row) => Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))),
  );
}

/** The digest by which two people know that they mean the same table. */
export async function digestOf(rows: readonly Row[]): Promise<string> {
  return toHex(await sha256(utf8(canonical(rows))));
}

/** The most that one entry takes of a table; that many rows never fit (docs/format.md). */
const kPartBytes = 24_000;

/** The rows in as many entries as they need. */
export function partsOf(rows: readonly Row[]): Row[][] {
  const parts: Row[][] = [];
  let bytes = 0;
  for (const row of rows) {
    const size = utf8(canonical([row])).length - 1;
    const last = parts.at(-1);
    if (!last || bytes + size > kPartBytes) {
      parts.push([row]);
      bytes = size + 1;
    } else {
      last.push(row);
      bytes += size;
    }
  }
  return parts;
}

export interface Changes {
  added: Row[];
  changed: { before: Row; after: Row }[];
  removed: Row[];
}

/** What is different from the version before, row by row. */
export function changesOf(
  table: TableName,
  before: readonly Row[],
  after: readonly Row[],
): Changes {
  const { key } = tableShapes[table];
  const was = new Map(before.map((row) => [row[key], row]));
  const is = new Map(after.map((row) => [row[key], row]));
  return {
    added: after.filter((row) => !was.has(row[key])),
    removed: before.filter((row) => !is.has(row[key])),
    changed: after.flatMap((row) => {
      const old = was.get(row[key]);
      return old && canonical([old]) !== canonical([row]) ? [{ before: old, after: row }] : [];
    }),
  };
}
