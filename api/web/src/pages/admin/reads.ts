import { useQuery } from '@tanstack/react-query';
import { kPageRowsMax, takeAll } from '@/api/all';
import { api, take, type Schemas } from '@/api/client';

export type Person = Schemas['row_person'];

export function usePeople() {
  return useQuery({
    queryKey: ['people'],
    queryFn: () =>
      takeAll<Person>((cursor) =>
        take(api.GET('/v1/people', { params: { query: { cursor, limit: kPageRowsMax } } })),
      ),
  });
}

export function useFunds() {
  return useQuery({
    queryKey: ['funds'],
    queryFn: () =>
      takeAll<Schemas['row_fund']>((cursor) =>
        take(api.GET('/v1/funds', { params: { query: { cursor, limit: kPageRowsMax } } })),
      ),
  });
}

export function usePolicy() {
  return useQuery({
    queryKey: ['policy'],
    queryFn: () => take(api.GET('/v1/policy', {})),
  });
}

export function useLedger() {
  return useQuery({
    queryKey: ['ledger'],
    queryFn: () => take(api.GET('/v1/ledger', {})),
  });
}

/** The proposals of some kinds that wait. */
export function usePending(...kinds: string[]) {
  return useQuery({
    queryKey: ['proposals', 'all'],
    queryFn: () =>
      takeAll<Schemas['row_proposal']>((cursor) =>
        take(api.GET('/v1/proposals', { params: { query: { cursor, limit: kPageRowsMax } } })),
      ),
    select: (rows) => rows.filter(({ kind }) => kinds.includes(kind)),
  });
}
