import { useQuery } from '@tanstack/react-query';
import { api, take, type Schemas } from '@/api/client';
import { kPageRowsMax, takeAll } from '@/api/all';

/** What was posted, by code, month, fund and source; of all entities that the person may see. */
export function usePosted() {
  return useQuery({
    queryKey: ['book-balances'],
    queryFn: () =>
      takeAll<Schemas['row_book_balance']>((cursor) =>
        take(api.GET('/v1/book-balances', { params: { query: { cursor, limit: kPageRowsMax } } })),
      ),
  });
}
