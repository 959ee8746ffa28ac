import type { ReactNode } from 'react';
import { Button, Spin } from 'antd';
import type { Schemas } from '@/api/client';
import { moment } from '@/domain/dates';
import { bytes } from '@/domain/sizes';
import { Page } from '@/ui/Page';
import { LoadProblem } from '@/ui/Problem';
import { StateTag, type Tone } from '@/ui/Tag';
import { words as uiWords } from '@/ui/words';
import { useWords } from '@/words';
import { words as appWords } from '@/app/words';
import { Verification } from './Verification';
import { backupAge, diskTone, kBackupDaysMax } from './upkeep';
import { useUpkeep, useVerification } from './upkeepReads';
import { words } from './words';

type Upkeep = Schemas['upkeep'];

function Reading({
  name,
  tone,
  state,
  children,
}: {
  name: string;
  tone: Tone;
  state: string;
  children?: ReactNode;
}) {
  return (
    <section className="mz-card">
      <h2>{name}</h2>
      <StateTag tone={tone}>{state}</StateTag>
      {children && <div className="mz-reading">{children}</div>}
    </section>
  );
}

function Backup({ upkeep }: { upkeep: Upkeep }) {
  const say = useWords(words);
  const { backup } = upkeep;
  if (!backup) {
    return (
      <Reading name={say('backup')} tone="bad" state={say('backupNone')}>
        {say('backupNoneWhy')}
      </Reading>
    );
  }
  const days = backupAge(upkeep) ?? 0;
  const old = days > kBackupDaysMax;
  return (
    <Reading
      name={say('backup')}
      tone={old ? 'bad' : 'good'}
      state={old ? say('backupOld', { n: days }) : say('fresh')}
    >
      {say('backupOf', { time: moment(backup.time), n: backup.size, bytes: bytes(backup.bytes) })}
      <div className="mz-code">{backup.place}</div>
    </Reading>
  );
}

function Outsiders({ upkeep: { witnesses, timestamps } }: { upkeep: Upkeep }) {
  const say = useWords(words);
  const sayUi = useWords(uiWords);
  const failing = witnesses?.all.filter((one) => one.failing) ?? [];
  return (
    <>
      <Reading
        name={say('witnesses')}
        tone={!witnesses ? 'plain' : failing.length > 0 ? 'waiting' : 'good'}
        state={!witnesses ? say('witnessesNone') : say('witnessed', { n: witnesses.witnessed })}
      >
        {failing.length > 0 &&
          sayUi('nameIs', {
            name: failing.map(({ name }) => name).join('、'),
            value: say('failing'),
          })}
      </Reading>
      <Reading
        name={say('timestamps')}
        tone={!timestamps ? 'plain' : timestamps.failing ? 'waiting' : 'good'}
        state={!timestamps ? say('timestampsNone') : say('stamped', { n: timestamps.stamped })}
      >
        {timestamps?.failing && say('failing')}
      </Reading>
    </>
  );
}

function Readings({ upkeep }: { upkeep: Upkeep }) {
  const say = useWords(words);
  const disk = diskTone(upkeep);
  const { checkpoint } = upkeep;
  return (
    <div className="mz-grid">
      <Reading
        name={say('recordable')}
        tone={upkeep.writable ? 'good' : 'bad'}
        state={say(upkeep.writable ? 'writable' : 'readOnly')}
      >
        <span className="mz-figure">
          {upkeep.entries.toLocaleString()} {say('entriesUnit')} · {bytes(upkeep.ledger_bytes)}
        </span>
      </Reading>
      <Reading name={say('disk')} tone={disk} state={say(disk === 'good' ? 'diskGood' : 'diskLow')}>
        {say('diskOf', {
          free: bytes(upkeep.disk.free_bytes),
          all: bytes(upkeep.disk.bytes),
        })}
      </Reading>
      <Backup upkeep={upkeep} />
      <Reading
        name={say('checkpoint')}
        tone={checkpoint ? 'good' : 'waiting'}
        state={checkpoint ? say('fresh') : say('noCheckpoint')}
      >
        {checkpoint && say('checkpointOf', { n: checkpoint.size, time: moment(checkpoint.time) })}
      </Reading>
      <Outsiders upkeep={upkeep} />
    </div>
  );
}

export default function Health() {
  const say = useWords(words);
  const sayApp = useWords(appWords);
  const upkeep = useUpkeep();
  const verification = useVerification();
  return (
    <Page
      title={sayApp('health')}
      about={say('healthAbout')}
      actions={
        <Button
          loading={upkeep.isFetching || verification.isFetching}
          onClick={() => void Promise.all([upkeep.refetch(), verification.refetch()])}
        >
          {say('refresh')}
        </Button>
      }
    >
      {upkeep.isError && <LoadProblem error={upkeep.error} again={() => void upkeep.refetch()} />}
      {upkeep.isPending && <Spin />}
      {upkeep.data && <Readings upkeep={upkeep.data} />}
      {verification.isError ? (
        <LoadProblem error={verification.error} again={() => void verification.refetch()} />
      ) : (
        verification.data !== undefined && <Verification found={verification.data} />
      )}
      {upkeep.data && (
        <p className="mz-muted">
          {say('version_')} {upkeep.data.version} · {say('serverTime')} {moment(upkeep.data.time)}
        </p>
      )}
    </Page>
  );
}
