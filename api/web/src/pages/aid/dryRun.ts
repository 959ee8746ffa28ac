import { useEffect, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Refused, api, take, type ProblemDocument } from '@/api/client';
import type { Ask, Kind } from '@/api/write';

/** A value once it has stayed the same for a while. */
function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}

const kSettleMs = 500;

export type Trial =
  | { at: 'none' }
  | { at: 'asking' }
  | { at: 'unreachable' }
  | { at: 'would' }
  | { at: 'would_not'; problem: ProblemDocument };

/** Whether an entry would be written now; nothing is written. Ask anew as the form changes. */
export function useTrial(kind: Kind, ask: Ask | undefined, proposed = false): Trial {
  const text = useSettled(ask ? JSON.stringify(ask) : '', kSettleMs);
  const trial = useQuery({
    queryKey: ['trial', kind, proposed, text],
    enabled: text !== '',
    retry: false,
    queryFn: async (): Promise<Trial> => {
      try {
        const path = proposed ? '/v1/proposals/{kind_or_seq}' : '/v1/entries/{kind_or_seq}';
        await take(
          api.POST(
            path as never,
            {
              params: {
                path: { kind_or_seq: kind },
                query: { dry_run: 'true' },
                header: { 'Idempotency-Key': crypto.randomUUID() },
              },
              body: JSON.parse(text) as Ask,
            } as never,
          ),
        );
        return { at: 'would' };
      } catch (error) {
        if (error instanceof Refused) return { at: 'would_not', problem: error.problem };
        return { at: 'unreachable' };
      }
    },
  });
  if (text === '') return { at: 'none' };
  return trial.data ?? { at: 'asking' };
}
