import { useQuery } from '@tanstack/react-query';
import { api, take } from '@/api/client';

/** What funds, accounts and entities are called: `const title = useTitles(); title('accounts', 'bank1')`. */
export function useTitles(): (
  sort: 'entities' | 'funds' | 'accounts',
  id: string | undefined,
) => string {
  const titles = useQuery({
    queryKey: ['titles'],
    queryFn: () => take(api.GET('/v1/titles', {})),
    staleTime: 600_000,
  });
  return (sort, id) => (id === undefined ? '—' : (titles.data?.[sort][id] ?? id));
}
