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

/** Who takes the money; in a list masked, in full for a reason that is kept. */
export interface Payee {
  type: Schemas['body_payee_set']['type'];
  method: Schemas['body_payee_set']['method'];
  name?: string;
  account?: string;
  bank?: string;
}
export type Payees = ReadonlyMap<string, Payee>;

/** The entry that names the payee of a case. */
export interface Named {
  id: string;
  entry: Entry;
}

/** The payees that were in force when a batch was built, which is entry `built`. */
export function namedBefore(
  histories: ReadonlyMap<string, readonly Entry[]>,
  built: number,
): Named[] {
  return [...histories].flatMap(([id, history]) => {
    const entry = history.findLast((one) => one.kind === 'payee.set' && one.seq < built);
    return entry ? [{ id, entry }] : [];
  });
}

function payeeOf({ entry }: Named, details: Schemas['details'] | undefined): Payee {
  const { type, method } = entry.body as unknown as Schemas['body_payee_set'];
  const told = Object.assign({}, ...(details?.items ?? []).map((one) => one.details)) as Record<
    string,
    string | undefined
  >;
  return { type, method, name: told.name, account: told.bank_account, bank: told.bank };
}

/** By case, masked. */
export function usePayees(named: readonly Named[]): Payees {
  return useQueries({
    queries: named.map(({ entry }) => ({
      queryKey: ['private', entry.seq],
      queryFn: () =>
        take(api.GET('/v1/entries/{seq}/private', { params: { path: { seq: entry.seq } } })),
      enabled: entry.private !== undefined,
      staleTime: Infinity,
    })),
    combine: (details) => new Map(named.map((one, i) => [one.id, payeeOf(one, details[i]?.data)])),
  });
}

/** The same in full; each is kept in the log of reads. Errors: Refused, Unreachable. */
export async function readPayees(named: readonly Named[]): Promise<Payees> {
  const payees = new Map<string, Payee>();
  for (const one of named) {
    const { seq } = one.entry;
    const details = one.entry.private
      ? await take(
          api.POST('/v1/entries/{seq}/private', {
            params: { path: { seq } },
            body: { reason: 'payment' },
          }),
        )
      : undefined;
    payees.set(one.id, payeeOf(one, details));
  }
  return payees;
}
