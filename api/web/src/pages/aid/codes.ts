import { useQuery } from '@tanstack/react-query';
import { api, take, type Schemas } from '@/api/client';
import { today } from '@/domain/dates';
import { plainEnglish } from '@/domain/plainEnglish';
import { isTown } from '@/domain/tableVersions';
import { useLanguage } from '@/words';

type Table = Schemas['row_table']['table'];

/** A row of a table, of which codes and their titles matter here. */
export interface CodeRow {
  code: string;
  title?: string;
  use?: string;
  path?: string;
}

/** The rows that hold today: of the newest version that is in force, all its parts. */
export function rowsInForce(parts: Schemas['row_table'][], day: string): CodeRow[] {
  const known = parts.filter((part) => !part.pending && part.from <= day);
  const newest = known.reduce((from, part) => (part.from > from ? part.from : from), '');
  return known
    .filter((part) => part.from === newest)
    .sort((a, b) => a.part - b.part)
    .flatMap((part) => part.rows as unknown as CodeRow[]);
}

/** What the codes of a table of the ledger are called; tables have Chinese titles only. */
export function useCodes(table: Table) {
  const chinese = useLanguage() === 'zh';
  const rows = useQuery({
    queryKey: ['table', 'in force', table],
    queryFn: async () =>
      rowsInForce(
        (
          await take(
            api.GET('/v1/tables/{table}', {
              params: { path: { table }, query: { limit: 1000 } },
            }),
          )
        ).items,
        today(),
      ),
    staleTime: 600_000,
    retry: false,
  }).data;
  const translated = !chinese && table !== 'villages' && table !== 'regions';
  const name = (row: CodeRow) => (translated ? plainEnglish(row.code) : (row.title ?? row.code));
  return {
    rows: rows ?? [],
    title: (code: string | undefined) => {
      if (code === undefined) return '—';
      const row = rows?.find((one) => one.code === code);
      return row ? name(row) : code;
    },
    choices: (use?: string) =>
      (rows ?? [])
        .filter((row) => (use === undefined || row.use === use) && !isTown(row.code))
        .map((row) => ({ value: row.code, label: name(row) })),
  };
}
