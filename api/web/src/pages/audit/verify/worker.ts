import { verifyLog } from '@/proof/verify';
import { patient } from './patient';
import type { Done, FromWorker, Start, ToWorker } from './protocol';

/** Verifies the log beside the page, so that the page stays quick. Ended by being terminated. */

const tell = (message: FromWorker) => postMessage(message);

/** Those who wait to be asked to try again. */
let waiting: (() => void)[] = [];

const fetchLog = patient(
  (url, init) => fetch(url, init),
  (trouble) => {
    tell({ type: 'trouble', trouble });
    return new Promise((done) => waiting.push(done));
  },
);

const fetchText = async (path: string) => new TextDecoder().decode(await fetchLog(path));

async function run(start: Start): Promise<Done> {
  const began = performance.now();
  const vkey = start.vkey ?? (await fetchText('vkey'));
  const checkpoint = await fetchText('checkpoint');
  const report = await verifyLog({ checkpoint, vkey, kept: start.kept }, fetchLog, (progress) =>
    tell({ type: 'progress', progress, seconds: (performance.now() - began) / 1000 }),
  );
  return { report, checkpoint, vkey };
}

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'start') {
    void run(data.start).then((done) => tell({ type: 'done', done }), reportError);
    return;
  }
  const all = waiting;
  waiting = [];
  for (const go of all) go();
});
