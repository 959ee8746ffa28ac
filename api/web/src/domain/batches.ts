import { useQueries, useQuery } from '@tanstack/react-query';
import { api, take, type Schemas } from '@/api/client';
import { kPageRowsMax, takeAll } from '@/api/all';

export type Batch = Schemas['row_batch'];
export type BatchPage = Schemas['batch_page'];

/** Batches of which some line is not done with; of all funds that the person serves, or of one. */
export function useBatches(fund?: string) {
  return useQuery({
    queryKey: ['batches', fund ?? ''],
    queryFn: () =>
      takeAll<Batch>((cursor) =>
        take(api.GET('/v1/batches', { params: { query: { fund, cursor, limit: kPageRowsMax } } })),
      ),
  });
}

const pageOf = (batch: string) => ({
  queryKey: ['batch', batch],
  queryFn: () => take(api.GET('/v1/batches/{batch}', { params: { path: { batch } } })),
});

export function useBatchPage(batch: string) {
  return useQuery(pageOf(batch));
}

/** The pages of several batches, those that are there already. */
export function useBatchPages(batches: readonly string[]): BatchPage[] {
  return useQueries({
    queries: batches.map(pageOf),
    combine: (pages) => pages.flatMap(({ data }) => (data ? [data] : [])),
  });
}
