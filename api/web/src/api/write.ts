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

/** Told before each further try. */
type Waiting = (tries: number) => void;

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
 * Asks until the server has answered: `post` carries the same key each time, so that it is done once.
 * `waiting` is told before each further try. Errors: Refused; Unreachable when all tries failed, and
 * then the same key may be used again.
 */
async function patiently<T>(post: () => Promise<T>, waiting: Waiting): Promise<T> {
  for (let tries = 0; ; ++tries) {
    try {
      return await post();
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

/** One request that writes, under a key, tried until the server has answered (see patiently). */
function send(path: string, params: object, key: string, waiting: Waiting, body?: Ask) {
  const header = { 'Idempotency-Key': key };
  return patiently(
    () => take<Written>(api.POST(path as never, { params: { ...params, header }, body } as never)),
    waiting,
  );
}

/** Writes once, however often it must be tried (see patiently). */
export function writeOnce(kind: Kind, ask: Ask, key: string, waiting: Waiting = () => {}) {
  return send('/v1/entries/{kind_or_seq}', { path: { kind_or_seq: kind } }, key, waiting, ask);
}

/** The same for an act that needs a second person: it is proposed, and waits in their queue. */
function propose(kind: Kind, ask: Ask, key: string, waiting: Waiting) {
  return send('/v1/proposals/{kind_or_seq}', { path: { kind_or_seq: kind } }, key, waiting, ask);
}

/** Puts in force what somebody proposed. */
function second(proposal: number, key: string, waiting: Waiting) {
  return send('/v1/proposals/{proposal}/second', { path: { proposal } }, key, waiting);
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
    async (
      text: string,
      post: (key: string, waiting: Waiting) => Promise<Written>,
    ): Promise<Written | undefined> => {
      if (key.current?.ask !== text) key.current = { text: crypto.randomUUID(), ask: text };
      setState({ at: 'sending' });
      try {
        const written = await post(key.current.text, (tries) => setState({ at: 'waiting', tries }));
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
    write: useCallback(
      (kind: Kind, ask: Ask) =>
        run(JSON.stringify(['write', kind, ask]), (key, waiting) =>
          writeOnce(kind, ask, key, waiting),
        ),
      [run],
    ),
    propose: useCallback(
      (kind: Kind, ask: Ask) =>
        run(JSON.stringify(['propose', kind, ask]), (key, waiting) =>
          propose(kind, ask, key, waiting),
        ),
      [run],
    ),
    second: useCallback(
      (proposal: number) =>
        run(JSON.stringify(['second', proposal]), (key, waiting) => second(proposal, key, waiting)),
      [run],
    ),
    reset: useCallback(() => setState({ at: 'ready' }), []),
  };
}
