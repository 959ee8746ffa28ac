import type { Schemas } from '@/api/client';

export type Part = Schemas['row_table'];

/** A row of any table; which columns it has is the table's business. */
export interface TableRow {
  code: string;
  title?: string;
  use?: string;
  /** Of causes: who decides. */
  path?: string;
  side?: 'debit' | 'credit';
  type?: string;
}

/** The table of villages names their towns too: by nine digits, or with zeros in the village's place. */
export const isTown = (code: string) => /^\d{9}(000)?$/.test(code);

/** The rows that hold on a day: those of the newest version that had begun by then. */
export function inForce(parts: readonly Part[], day: string): TableRow[] {
  const begun = parts.filter((part) => !part.pending && part.from <= day);
  const from = begun.reduce((newest, part) => (part.from > newest ? part.from : newest), '');
  return begun
    .filter((part) => part.from === from)
    .sort((a, b) => a.part - b.part)
    .flatMap((part) => part.rows as TableRow[]);
}
