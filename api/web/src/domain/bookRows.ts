import { useQuery } from '@tanstack/react-query';
import { api, take, type Schemas } from '@/api/client';
import { kPageRowsMax, takeAll } from '@/api/all';
import { useOffice } from '@/session/session';

export type Account = Schemas['row_account'];
export type Pool = Schemas['row_pool'];
export type Entity = Schemas['row_entity'];
export type Heap = Schemas['heap'];

const limit = kPageRowsMax;

export function useAccounts() {
  return useQuery({
    queryKey: ['accounts'],
    queryFn: () =>
      takeAll<Account>((cursor) =>
        take(api.GET('/v1/accounts', { params: { query: { cursor, limit } } })),
      ),
  });
}

export function usePools() {
  return useQuery({
    queryKey: ['pools'],
    queryFn: () =>
      takeAll<Pool>((cursor) =>
        take(api.GET('/v1/pools', { params: { query: { cursor, limit } } })),
      ),
  });
}

export function useEntities() {
  return useQuery({
    queryKey: ['entities'],
    queryFn: () =>
      takeAll<Entity>((cursor) =>
        take(api.GET('/v1/entities', { params: { query: { cursor, limit } } })),
      ),
  });
}

/** What waits to be confirmed, in heaps; of all funds that the person serves, or of one. */
export function useHeaps(fund?: string) {
  return useQuery({
    queryKey: ['unconfirmed', fund ?? ''],
    queryFn: () =>
      takeAll<Heap>((cursor) =>
        take(api.GET('/v1/unconfirmed', { params: { query: { fund, cursor } } })),
      ),
  });
}

/** The legal person whose books the chosen fund is in. */
export function useEntityId(): string | undefined {
  const { funds, fund } = useOffice();
  return funds.find((one) => one.fund === fund)?.entity;
}

export const freeOf = (pool: Pool) => pool.balance - pool.reserved;
/** What left a pool for good: aid, transfers, refunds, corrections. */
export const spentOf = (pool: Pool) => pool.in - pool.balance;

export const sumOf = <Row>(rows: readonly Row[], fen: (row: Row) => number) =>
  rows.reduce((sum, row) => sum + fen(row), 0);
