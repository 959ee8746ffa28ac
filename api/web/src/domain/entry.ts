import { useQuery } from '@tanstack/react-query';
import { api, take } from '@/api/client';

/** An entry as it stands in the books, which never changes; none asked for without a number. */
export function useEntry(seq: number | undefined) {
  return useQuery({
    queryKey: ['entry', seq],
    queryFn: () =>
      take(api.GET('/v1/entries/{kind_or_seq}', { params: { path: { kind_or_seq: seq ?? 0 } } })),
    enabled: seq !== undefined,
    staleTime: 'static',
  });
}
