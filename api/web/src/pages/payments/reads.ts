import { useQueries } from '@tanstack/react-query';
import { api, take, type Schemas } from '@/api/client';

type CasePage = Schemas['case_page'];
type Entry = Schemas['entry'];

/** The histories of cases, by case, as far as they are read. */
export function useHistories(cases: readonly string[]): ReadonlyMap<string, Entry[]> {
  return useQueries({
    queries: [...new Set(cases)].map((id) => ({
      queryKey: ['case', id],
      queryFn: () => take(api.GET('/v1/cases/{case}', { params: { path: { case: id } } })),
    })),
    combine: (pages) =>
      new Map(
        pages.flatMap(({ data }) => {
          const page = data as CasePage | undefined;
          return page ? [[page.id, page.history] as const] : [];
        }),
      ),
  });
}

/** Who takes the money, as far as the office may see it in a list: masked. */
export interface Payee {
  type: Schemas['body_payee_set']['type'];
  method: Schemas['body_payee_set']['method'];
  name?: string;
  account?: string;
}

/** The payee that was in force when a batch was built, which is entry `built`, by case. */
export function usePayees(
  histories: ReadonlyMap<string, readonly Entry[]>,
  built: number,
): ReadonlyMap<string, Payee> {
  const sets = [...histories].flatMap(([id, history]) => {
    const entry = history.findLast((one) => one.kind === 'payee.set' && one.seq < built);
    return entry ? [{ id, entry }] : [];
  });
  return useQueries({
    queries: sets.map(({ entry }) => ({
      queryKey: ['private', entry.seq],
      queryFn: () =>
        take(api.GET('/v1/entries/{seq}/private', { params: { path: { seq: entry.seq } } })),
      enabled: entry.private !== undefined,
      staleTime: Infinity,
    })),
    combine: (details) =>
      new Map(
        sets.map(({ id, entry }, i) => {
          const { type, method } = entry.body as unknown as Schemas['body_payee_set'];
          const told = Object.assign(
            {},
            ...(details[i]?.data?.items ?? []).map((one) => one.details),
          );
          return [id, { type, method, name: told.name, account: told.bank_account }] as const;
        }),
      ),
  });
}
