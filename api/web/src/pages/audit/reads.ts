import { useQuery } from '@tanstack/react-query';
import { api, take, type Schemas } from '@/api/client';
import type { paths } from '@/api/schema';
import { checkEntry } from '@/proof/entry';
import { proofOf } from '@/proof/tlogProof';

export type OneEntry = Schemas['one_entry'];
export type ListedEntry = Schemas['listed_entry'];
type Query = NonNullable<paths['/v1/entries']['get']['parameters']['query']>;
export type Filter = Pick<Query, 'kind' | 'fund' | 'actor' | 'from' | 'to' | 'order'>;

export function readEntries(filter: Filter, cursor: string | undefined) {
  return take(api.GET('/v1/entries', { params: { query: { ...filter, cursor } } }));
}

/** The money of an entry, followed both ways. */
export function useTraces(seq: number) {
  return useQuery({
    queryKey: ['audit', 'traces', seq],
    queryFn: () => take(api.GET('/v1/entries/{seq}/trace', { params: { path: { seq } } })),
  });
}

const asText = { parseAs: 'text' } as const;

/** The check that this browser makes of an entry, with the proof that the server gives for it. */
export function useEntryCheck({ seq, bytes, leaf }: OneEntry) {
  return useQuery({
    queryKey: ['audit', 'check', seq],
    queryFn: async () => {
      const path = { path: { seq } };
      const [vkey, text] = await Promise.all([
        take(api.GET('/log/vkey', asText)),
        take(api.GET('/log/proof/{seq}', { params: path, ...asText })),
      ]);
      const proof = proofOf(text, { bytes, leaf });
      return checkEntry(proof && proof.seq === seq ? proof : { seq, bytes, leaf }, vkey);
    },
  });
}

function useText(name: string, read: () => Promise<string>, enabled = true) {
  return useQuery({ queryKey: ['audit', 'log', name], queryFn: read, enabled });
}

export function useVkey() {
  return useText('vkey', () => take(api.GET('/log/vkey', asText)));
}

/** The newest checkpoint that enough witnesses cosigned, where `any` is. */
export function useWitnessed(any: boolean) {
  return useText('witnessed', () => take(api.GET('/log/witnessed', asText)), any);
}

/** The sizes of the checkpoints that were stamped, the newest first. */
export function useTimestamps() {
  return useQuery({
    queryKey: ['audit', 'log', 'timestamps'],
    queryFn: async () => {
      // An answer without a byte has no data.
      const text: string | undefined = await take(api.GET('/log/timestamps', asText));
      return (text ?? '').split('\n').filter(Boolean).map(Number).reverse();
    },
  });
}
