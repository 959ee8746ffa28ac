import { useQuery } from '@tanstack/react-query';
import { api, Refused, take } from '@/api/client';

export function useUpkeep() {
  return useQuery({
    queryKey: ['upkeep'],
    queryFn: () => take(api.GET('/v1/upkeep', {})),
  });
}

/** The last report of the verifier; none where it never ran. */
export function useVerification() {
  return useQuery({
    queryKey: ['verification'],
    queryFn: async () => {
      try {
        return await take(api.GET('/v1/verification', {}));
      } catch (error) {
        if (error instanceof Refused && error.status === 404) return null;
        throw error;
      }
    },
  });
}
