import { useQuery } from '@tanstack/react-query';
import { api, take, type Schemas } from '@/api/client';
import { kPageRowsMax, takeAll } from '@/api/all';

/** Which natural person somebody is: by this the rules tell hands apart. Undefined while unknown. */
export function useSubject(person: string): string | undefined {
  const people = useQuery({
    queryKey: ['people', 'subjects'],
    queryFn: () =>
      takeAll<Schemas['row_person']>((cursor) =>
        take(api.GET('/v1/people', { params: { query: { cursor, limit: kPageRowsMax } } })),
      ),
    staleTime: 300_000,
  });
  return people.data?.find((one) => one.person === person)?.subject;
}
