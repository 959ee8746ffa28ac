import { useCallback, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { Refused, Unreachable, api, take, type Schemas } from './client';

export type Kind = Schemas['kind'];
export type Written = Schemas['written'];

/** What an entry is asked for: its fund, its body, and private details that go to the vault. */
export interface Ask {
  fund?: string;
  body: object;
  private?: object;
  [more: string]: unknown;
}

/** How long to wait before the next try, in ms: the network comes back when it comes back. */
const kPauses = [500, 1000, 2000, 4000, 8000];

function pause(ms: number): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(finish, ms);
    function finish() {
      clearTimeout(timer);
      window.removeEventListener('online', finish);
      done();
    }
    window.addEventListener('online', finish);
  });
}

/**
 * Writes once, however often it must be tried: every try carries the same key, so the server does it
 * once. `waiting` is told before each further try. Errors: Refused; Unreachable when all tries failed,
 * and then the same key may be used again.
 */
export async function writeOnce(
  kind: Kind,
  ask: Ask,
  key: string,
  waiting: (tries: number) => void = () => {},
): Promise<Written> {
  for (let tries = 0; ; ++tries) {
    try {
      return await take<Written>(
        api.POST(
          '/v1/entries/{kind_or_seq}' as never,
          {
            params: { path: { kind_or_seq: kind }, header: { 'Idempotency-Key': key } },
            body: ask,
          } as never,
        ),
      );
    } catch (error) {
      const later =
        error instanceof Unreachable || (error instanceof Refused && error.status === 503);
      const wait = kPauses[tries];
      if (!later || wait === undefined) throw error;
      waiting(tries + 1);
      await pause(wait);
    }
  }
}

/** The same for an act that needs a second person: it is proposed, and waits in their queue. */
export async function propose(kind: Kind, ask: Ask, key: string): Promise<Written> {
  return take<Written>(
    api.POST(
      '/v1/proposals/{kind_or_seq}' as never,
      {
        params: { path: { kind_or_seq: kind }, header: { 'Idempotency-Key': key } },
        body: ask,
      } as never,
    ),
  );
}

export type WriteState =
  | { at: 'ready' }
  | { at: 'sending' }
  | { at: 'waiting'; tries: number }
  | { at: 'done'; written: Written }
  | { at: 'refused'; error: Refused }
  | { at: 'unreachable' };

/**
 * One form's write. `write` resolves to what was written, or to undefined where `state` says why not.
 * The key stays the same until the server has answered: pressing again after the network was gone
 * never writes twice. Afterwards every list that is shown is asked for anew.
 */
export function useWrite() {
  const [state, setState] = useState<WriteState>({ at: 'ready' });
  const key = useRef<{ text: string; ask: string } | undefined>(undefined);
  const queries = useQueryClient();

  const run = useCallback(
    async (kind: Kind, ask: Ask, how: 'write' | 'propose'): Promise<Written | undefined> => {
      const text = JSON.stringify([how, kind, ask]);
      if (key.current?.ask !== text) key.current = { text: crypto.randomUUID(), ask: text };
      setState({ at: 'sending' });
      try {
        const written =
          how === 'propose'
            ? await propose(kind, ask, key.current.text)
            : await writeOnce(kind, ask, key.current.text, (tries) =>
                setState({ at: 'waiting', tries }),
              );
        key.current = undefined;
        setState({ at: 'done', written });
        await queries.invalidateQueries();
        return written;
      } catch (error) {
        if (error instanceof Refused) {
          key.current = undefined;
          setState({ at: 'refused', error });
        } else {
          setState({ at: 'unreachable' });
        }
        return undefined;
      }
    },
    [queries],
  );

  return {
    state,
    busy: state.at === 'sending' || state.at === 'waiting',
    write: useCallback((kind: Kind, ask: Ask) => run(kind, ask, 'write'), [run]),
    propose: useCallback((kind: Kind, ask: Ask) => run(kind, ask, 'propose'), [run]),
    reset: useCallback(() => setState({ at: 'ready' }), []),
  };
}
