import { useCallback, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { Refused } from './client';
import { writeOnce, type Ask, type Kind, type WriteState, type Written } from './write';

export interface Item {
  kind: Kind;
  ask: Ask;
}

/**
 * Several entries that are written one after the other: `writeAll` stops at the first that is
 * refused or cannot be sent, and resolves to how many are written. Asked again for the same items,
 * it goes on where it stopped: what was written is not written twice, and what was under way when
 * the network went carries the same key. Lists are asked for anew once, at the end.
 */
export function useWriteMany() {
  const [state, setState] = useState<WriteState>({ at: 'ready' });
  const [done, setDone] = useState(0);
  const [of, setOf] = useState(0);
  const slots = useRef(new Map<string, { key: string; written?: Written }>());
  const queries = useQueryClient();

  const writeAll = useCallback(
    async (items: Item[]): Promise<number> => {
      setOf(items.length);
      setDone(0);
      setState({ at: 'sending' });
      let count = 0;
      let last: Written | undefined;
      for (const { kind, ask } of items) {
        const text = JSON.stringify([kind, ask]);
        const slot = slots.current.get(text) ?? { key: crypto.randomUUID() };
        slots.current.set(text, slot);
        try {
          slot.written ??= await writeOnce(kind, ask, slot.key, (tries) =>
            setState({ at: 'waiting', tries }),
          );
        } catch (error) {
          if (error instanceof Refused) {
            slots.current.delete(text);
            setState({ at: 'refused', error });
          } else {
            setState({ at: 'unreachable' });
          }
          break;
        }
        last = slot.written;
        setState({ at: 'sending' });
        setDone(++count);
      }
      if (count === items.length && last) {
        slots.current.clear();
        setState({ at: 'done', written: last });
      }
      await queries.invalidateQueries();
      return count;
    },
    [queries],
  );

  return {
    state,
    busy: state.at === 'sending' || state.at === 'waiting',
    done,
    of,
    writeAll,
    reset: useCallback(() => setState({ at: 'ready' }), []),
  };
}
