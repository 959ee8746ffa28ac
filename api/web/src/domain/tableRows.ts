import { useQuery } from '@tanstack/react-query';
import { api, take } from '@/api/client';
import { kPageRowsMax, takeAll } from '@/api/all';
import { useLanguage } from '@/words';
import { today } from './dates';
import { plainEnglish } from './plainEnglish';
import { inForce, isTown, type Part, type TableRow } from './tableVersions';

export type TableName = Part['table'];

export function useTableParts(table: TableName) {
  return useQuery({
    queryKey: ['table', table],
    queryFn: () =>
      takeAll<Part>((cursor) =>
        take(
          api.GET('/v1/tables/{table}', {
            params: { path: { table }, query: { cursor, limit: kPageRowsMax } },
          }),
        ),
      ),
    staleTime: 600_000,
  });
}

/** What the codes of a table are called today, and which there are, for a choice. */
export function useCodes(table: TableName) {
  const rows = inForce(useTableParts(table).data ?? [], today());
  const translated = useLanguage() !== 'zh' && table !== 'villages' && table !== 'regions';
  const name = ({ code, title }: TableRow) => (translated ? plainEnglish(code) : (title ?? code));
  return {
    rows,
    title: (code: string | undefined) => {
      if (code === undefined) return '—';
      const row = rows.find((one) => one.code === code);
      return row ? name(row) : code;
    },
    /** `use`: of reasons, the act that gives them. */
    choices: (use?: string) =>
      rows
        .filter((row) => (use === undefined || row.use === use) && !isTown(row.code))
        .map((row) => ({ value: row.code, label: name(row) })),
  };
}
