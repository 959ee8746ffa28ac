import { useState } from 'react';
import { Alert, Button, Progress } from 'antd';
import { words as appWords } from '@/app/words';
import { Page } from '@/ui/Page';
import { useWords } from '@/words';
import { AskForm } from './AskForm';
import { recallKept, rememberKept } from './kept';
import type { Trouble } from './protocol';
import { Result, type Asked } from './Result';
import { useVerify, type Verifying } from './useVerify';
import './verify.css';
import { words } from './words';

function TroubleNote({ trouble, again }: { trouble: Trouble; again: () => void }) {
  const say = useWords(words);
  const { path, status } = trouble;
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={status === undefined ? say('unreached') : say('notGiven', { path, status })}
      action={<Button onClick={again}>{say('goOn')}</Button>}
    />
  );
}

function Running({ run, again, cancel }: Pick<Verifying, 'run' | 'again' | 'cancel'>) {
  const say = useWords(words);
  if (run.at !== 'running') return null;
  const { progress, seconds, trouble } = run;
  const rate = progress && seconds > 0 ? progress.read / seconds : 0;
  return (
    <section className="mz-card" aria-labelledby="running">
      <h2 id="running">{say('running')}</h2>
      <Progress
        percent={progress ? Math.floor((100 * progress.read) / progress.size) : 0}
        aria-label={say('running')}
      />
      <p className="mz-figure" role="status">
        {progress
          ? say('progress', {
              n: progress.read.toLocaleString(),
              size: progress.size.toLocaleString(),
            })
          : say('preparing')}
      </p>
      {progress && rate > 0 && (
        <p className="mz-muted mz-figure">
          {say('rate', {
            n: Math.round(rate).toLocaleString(),
            left: Math.ceil((progress.size - progress.read) / rate),
          })}
        </p>
      )}
      {trouble && <TroubleNote trouble={trouble} again={again} />}
      <div className="mz-actions">
        <Button onClick={cancel}>{say('stop')}</Button>
        <span className="mz-muted">{say('leave')}</span>
      </div>
    </section>
  );
}

function Limits() {
  const say = useWords(words);
  return (
    <section className="mz-card" aria-labelledby="limits">
      <h2 id="limits">{say('limits')}</h2>
      <ul className="mz-limits">
        {(['limit1', 'limit2', 'limit3', 'limit4'] as const).map((name) => (
          <li key={name}>{say(name)}</li>
        ))}
      </ul>
    </section>
  );
}

export default function Verify() {
  const say = useWords(words);
  const sayApp = useWords(appWords);
  const [last, setLast] = useState(recallKept);
  const [asked, setAsked] = useState<Asked>();
  const { run, start, again, cancel } = useVerify(({ report, checkpoint, vkey }) => {
    if (!report.sound) return;
    const kept = { note: checkpoint, vkey: vkey.trim(), at: Date.now() };
    rememberKept(kept);
    setLast(kept);
  });
  return (
    <Page title={sayApp('verify')} about={say('about')}>
      {run.at === 'done' && asked && <Result done={run.done} asked={asked} seconds={run.seconds} />}
      {run.at === 'broken' && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={say('broken')}
          description={say('brokenWhy')}
        />
      )}
      {run.at === 'running' ? (
        <Running run={run} again={again} cancel={cancel} />
      ) : (
        <section className="mz-card mz-no-print">
          <AskForm
            key={last?.at ?? 0}
            last={last}
            again={run.at === 'done'}
            onForget={() => setLast(undefined)}
            onStart={(chosen) => {
              setAsked(chosen);
              start(chosen.start);
            }}
          />
        </section>
      )}
      <Limits />
    </Page>
  );
}
