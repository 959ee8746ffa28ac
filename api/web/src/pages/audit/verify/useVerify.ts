import { useCallback, useEffect, useRef, useState } from 'react';
import { noticeAnswer } from '@/api/client';
import type { Progress } from '@/proof/verify';
import type { Done, FromWorker, Start, ToWorker, Trouble } from './protocol';

export type Run =
  | { at: 'idle' }
  | { at: 'running'; progress?: Progress; seconds: number; trouble?: Trouble }
  | { at: 'done'; done: Done; seconds: number }
  /** The worker itself could not do its work. */
  | { at: 'broken' };

export interface Verifying {
  run: Run;
  start: (start: Start) => void;
  /** After a trouble. */
  again: () => void;
  cancel: () => void;
}

/** Verifies in a worker; leaving the page ends it. */
export function useVerify(onDone: (done: Done) => void): Verifying {
  const [run, setRun] = useState<Run>({ at: 'idle' });
  const worker = useRef<Worker>(undefined);

  const end = useCallback(() => {
    worker.current?.terminate();
    worker.current = undefined;
  }, []);
  useEffect(() => end, [end]);

  const again = useCallback(() => {
    setRun((now) => (now.at === 'running' ? { ...now, trouble: undefined } : now));
    worker.current?.postMessage({ type: 'again' } satisfies ToWorker);
  }, []);
  useEffect(() => {
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, [again]);

  const hear = (message: FromWorker) => {
    switch (message.type) {
      case 'progress':
        return setRun((now) => ({ ...message, at: 'running', trouble: troubleOf(now) }));
      case 'trouble': {
        const { trouble } = message;
        if (trouble.status) noticeAnswer(`/log/${trouble.path}`, trouble.status, trouble.problem);
        return setRun((now) => (now.at === 'running' ? { ...now, trouble } : now));
      }
      case 'done':
        setRun((now) => ({
          at: 'done',
          done: message.done,
          seconds: now.at === 'running' ? now.seconds : 0,
        }));
        onDone(message.done);
        return end();
    }
  };

  const start = (start: Start) => {
    end();
    setRun({ at: 'running', seconds: 0 });
    const one = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    one.onmessage = ({ data }: MessageEvent<FromWorker>) => hear(data);
    one.onerror = () => {
      setRun({ at: 'broken' });
      end();
    };
    one.postMessage({ type: 'start', start } satisfies ToWorker);
    worker.current = one;
  };

  const cancel = () => {
    end();
    setRun({ at: 'idle' });
  };
  return { run, start, again, cancel };
}

function troubleOf(run: Run): Trouble | undefined {
  return run.at === 'running' ? run.trouble : undefined;
}
