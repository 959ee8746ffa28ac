import { useQuery } from '@tanstack/react-query';
import { api, take } from '@/api/client';
import { kPageRowsMax, takeAll } from '@/api/all';
import { useLanguage } from '@/words';
import { today } from './dates';
import { plainEnglish } from './plainEnglish';
import { inForce, type Part } from './tableVersions';

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

/** The reasons that an act may give, for a choice: `useReasons('fail')`. */
export function useReasons(use: string): { value: string; label: string }[] {
  const rows = useTableParts('reasons').data;
  const chinese = useLanguage() === 'zh';
  return inForce(rows ?? [], today())
    .filter((row) => row.use === use)
    .map(({ code, title }) => ({
      value: code,
      label: chinese ? (title ?? code) : plainEnglish(code),
    }));
}

/** What a reason is called, of whatever act. */
export function useReasonName(): (code: string) => string {
  const rows = useTableParts('reasons').data;
  const chinese = useLanguage() === 'zh';
  const titles = new Map(inForce(rows ?? [], today()).map(({ code, title }) => [code, title]));
  return (code) => (chinese ? (titles.get(code) ?? code) : plainEnglish(code));
}
