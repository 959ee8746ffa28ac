import { useQuery } from '@tanstack/react-query';
import { api, take } from '@/api/client';

/** What a fund took in and gave in the last twelve months, this one the last. */
export function useMonths(fund: string) {
  const overview = useQuery({
    queryKey: ['overview'],
    queryFn: () => take(api.GET('/v1/public/overview', {})),
  });
  return overview.data?.funds.find((one) => one.fund === fund)?.months;
}
