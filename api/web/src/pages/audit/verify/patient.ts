import type { Fetch } from '@/proof/tiles';
import type { Trouble } from './protocol';

type Get = (url: string, init: RequestInit) => Promise<Response>;

/** Fetches from the log, as often as it takes: what goes wrong is told, and waited for. */
export function patient(get: Get, wait: (trouble: Trouble) => Promise<void>): Fetch {
  return async (path) => {
    for (;;) {
      const answer = await attempt(get, path);
      if (answer instanceof Uint8Array) return answer;
      await wait(answer);
    }
  };
}

async function attempt(get: Get, path: string): Promise<Uint8Array<ArrayBuffer> | Trouble> {
  try {
    // Not from the browser's store: what the server says now is to be checked.
    const answer = await get(`/log/${path}`, { cache: 'no-store', credentials: 'same-origin' });
    if (answer.ok) return new Uint8Array(await answer.arrayBuffer());
    const problem: unknown = await answer.json().catch(() => undefined);
    return { path, status: answer.status, problem };
  } catch {
    return { path };
  }
}
