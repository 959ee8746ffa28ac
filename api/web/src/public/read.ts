import { startTransition, useCallback, useEffect, useState } from 'react';
import { currentLanguage } from '@/words/language';

/** What a visitor's page reads: plain requests, without the client of the office. */

export class NotAnswered extends Error {
  constructor(readonly status: number) {
    super(String(status));
  }
}

export async function read<T>(path: string): Promise<T> {
  const answer = await fetch(path, {
    headers: { 'Accept-Language': currentLanguage() === 'en' ? 'en' : 'zh-CN' },
  });
  const text = await answer.text();
  if (!answer.ok) throw new NotAnswered(answer.status);
  return (answer.headers.get('Content-Type')?.includes('json') ? JSON.parse(text) : text) as T;
}

export type Reading<T> =
  { at: 'reading' } | { at: 'read'; value: T } | { at: 'failed'; status: number };

/** Reads while the page stands; none while `path` is none. */
export function useRead<T>(path: string | undefined): [Reading<T>, () => void] {
  const [state, setState] = useState<Reading<T>>({ at: 'reading' });
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (path === undefined) return;
    let here = true;
    setState({ at: 'reading' });
    read<T>(path)
      .then((value) => here && startTransition(() => setState({ at: 'read', value })))
      .catch(
        (error: unknown) =>
          here &&
          setState({ at: 'failed', status: error instanceof NotAnswered ? error.status : 0 }),
      );
    return () => {
      here = false;
    };
  }, [path, tries]);
  return [state, useCallback(() => setTries((n) => n + 1), [])];
}
