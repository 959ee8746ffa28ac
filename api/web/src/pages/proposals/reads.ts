import { useQuery } from '@tanstack/react-query';
import { kPageRowsMax, takeAll } from '@/api/all';
import { api, take, type Schemas } from '@/api/client';

export type Row = Schemas['row_proposal'];
export type Proposal = Schemas['one_proposal'];

function readAll(task?: 'proposals_to_second'): Promise<Row[]> {
  return takeAll<Row>((cursor) =>
    take(api.GET('/v1/proposals', { params: { query: { cursor, limit: kPageRowsMax, task } } })),
  );
}

/** All that waits, whoever it waits for: an office has a handful. */
export function useWaiting() {
  return useQuery({ queryKey: ['proposals', 'all'], queryFn: () => readAll() });
}

/** The numbers of those that wait for the person who asks. */
export function useForMe() {
  return useQuery({
    queryKey: ['proposals', 'for me'],
    queryFn: () => readAll('proposals_to_second'),
    select: (rows) => rows.map(({ seq }) => seq),
  });
}

export function useProposal(seq: number) {
  return useQuery({
    queryKey: ['proposal', seq],
    queryFn: () =>
      take(api.GET('/v1/proposals/{kind_or_seq}', { params: { path: { kind_or_seq: seq } } })),
    // It is in the books and stays as it is; once it is decided it cannot be asked for any more.
    staleTime: 'static',
  });
}
