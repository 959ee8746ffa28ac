import type { ReactNode } from 'react';
import { Button, Empty, Skeleton } from 'antd';
import { Link, useNavigate } from 'react-router-dom';
import { useQuery } from '@tanstack/react-query';
import { words as appWords } from '@/app/words';
import { moment } from '@/domain/dates';
import { bytes } from '@/domain/sizes';
import { useLedger } from '@/pages/admin/reads';
import { backupAge, kBackupDaysMax } from '@/pages/admin/upkeep';
import { useUpkeep, useVerification } from '@/pages/admin/upkeepReads';
import { toHex } from '@/proof/hash';
import { isSigned, parseCheckpoint, parseVkey, signersOf } from '@/proof/note';
import { hasDuty, useOffice } from '@/session/session';
import { Page } from '@/ui/Page';
import { LoadProblem } from '@/ui/Problem';
import { StateTag } from '@/ui/Tag';
import { useWords } from '@/words';
import './audit.css';
import { Commands } from './Commands';
import { Facts } from './Facts';
import { useTimestamps, useVkey, useWitnessed } from './reads';
import { words } from './words';

function Card({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section className="mz-card" aria-label={name}>
      <h2>{name}</h2>
      {children}
    </section>
  );
}

interface Read {
  isError: boolean;
  isPending: boolean;
  error: unknown;
  refetch: () => Promise<unknown>;
}

/** What stands in a card while its facts are read, or cannot be. */
function pending(read: Read): ReactNode {
  if (read.isError) return <LoadProblem error={read.error} again={() => void read.refetch()} />;
  return read.isPending ? <Skeleton active={false} /> : undefined;
}

function Signature({ note, vkey }: { note: string; vkey: string }) {
  const say = useWords(words);
  const signed = useQuery({
    queryKey: ['audit', 'signed', note, vkey],
    queryFn: async () => {
      const verifier = await parseVkey(vkey);
      return verifier ? isSigned(note, verifier) : 'not signed';
    },
  });
  if (!signed.data) return null;
  if (signed.data === 'unsupported') {
    return <StateTag tone="waiting">{say('signedUnknown')}</StateTag>;
  }
  const right = signed.data === 'signed';
  return (
    <StateTag tone={right ? 'good' : 'bad'}>{say(right ? 'signedRight' : 'signedWrong')}</StateTag>
  );
}

function Checkpoint() {
  const say = useWords(words);
  const ledger = useLedger();
  const vkey = useVkey();
  const time = useUpkeep().data?.checkpoint?.time;
  const name = say('checkpoint');
  const note = ledger.data?.checkpoint;
  const checkpoint = note === undefined ? undefined : parseCheckpoint(note);
  if (!ledger.data || !vkey.data) {
    return <Card name={name}>{pending(ledger.data ? vkey : ledger)}</Card>;
  }
  if (!note || !checkpoint) {
    return (
      <Card name={name}>
        <Empty description={say('noCheckpoint')} />
      </Card>
    );
  }
  return (
    <Card name={name}>
      <p className="mz-sum">
        <span className="mz-figure mz-big">{checkpoint.size.toLocaleString()}</span>
        <span className="mz-unit">{say('entriesUnit')}</span>
        <Signature note={note} vkey={vkey.data} />
      </p>
      <Facts
        facts={[
          ...(time ? [[say('lastWritten'), moment(time)] as const] : []),
          [say('origin'), checkpoint.origin],
          [
            say('root'),
            <code key="root" className="mz-code">
              {toHex(checkpoint.root)}
            </code>,
          ],
          [
            say('signedWith'),
            <code key="key" className="mz-code">
              {vkey.data.trim()}
            </code>,
          ],
          [
            say('signers'),
            signersOf(note)
              .map(({ name, id }) => `${name} (${id})`)
              .join('、'),
          ],
        ]}
      />
      <div className="mz-actions mz-no-print">
        <Button href="/log/checkpoint" download={`checkpoint-${checkpoint.size}.txt`}>
          {say('takeCheckpoint')}
        </Button>
        <Button href="/log/vkey" download="log.vkey">
          {say('takeKey')}
        </Button>
      </div>
      <p className="mz-muted">{say('keepElsewhere')}</p>
    </Card>
  );
}

function Witnesses() {
  const say = useWords(words);
  const upkeep = useUpkeep();
  const asked = upkeep.data?.witnesses;
  const any = (asked?.witnessed ?? 0) > 0;
  const witnessed = useWitnessed(any);
  const name = say('witnesses');
  const awaited = any ? witnessed : upkeep;
  if (awaited.data === undefined) return <Card name={name}>{pending(awaited)}</Card>;
  const note = witnessed.data ?? '';
  const checkpoint = parseCheckpoint(note);
  const cosigned = signersOf(note).filter(({ time }) => time !== undefined);
  return (
    <Card name={name}>
      {checkpoint ? (
        <>
          <p>{say('witnessedTo', { n: checkpoint.size.toLocaleString() })}</p>
          <Facts
            facts={cosigned.map(({ name, id, time }) => [
              `${name} (${id})`,
              moment(new Date(time ?? 0).toISOString()),
            ])}
          />
          <div className="mz-actions mz-no-print">
            <Button href="/log/witnessed" download={`witnessed-${checkpoint.size}.txt`}>
              {say('takeWitnessed')}
            </Button>
          </div>
          <p className="mz-muted">{say('witnessedWhose')}</p>
        </>
      ) : (
        <>
          <StateTag tone={asked ? 'waiting' : 'plain'}>
            {say(asked ? 'witnessesWait' : 'witnessesNone')}
          </StateTag>
          <p className="mz-muted">{say('witnessesWhy')}</p>
        </>
      )}
    </Card>
  );
}

/** Older ones are had from the log itself. */
const kStampsShown = 10;

function Timestamps() {
  const say = useWords(words);
  const stamps = useTimestamps();
  const name = say('timestamps');
  if (!stamps.data) return <Card name={name}>{pending(stamps)}</Card>;
  if (stamps.data.length === 0) {
    return (
      <Card name={name}>
        <StateTag tone="plain">{say('timestampsNone')}</StateTag>
        <p className="mz-muted">{say('timestampsWhy')}</p>
      </Card>
    );
  }
  return (
    <Card name={name}>
      <p>{say('stampedCount', { n: stamps.data.length })}</p>
      <table className="mz-list">
        <thead>
          <tr>
            <th scope="col" className="mz-number">
              {say('stampOf')}
            </th>
            <th scope="col">{say('files')}</th>
          </tr>
        </thead>
        <tbody>
          {stamps.data.slice(0, kStampsShown).map((size) => (
            <tr key={size}>
              <td className="mz-number">{size.toLocaleString()}</td>
              <td>
                <a href={`/log/timestamps/${size}.checkpoint`} download>
                  {size}.checkpoint
                </a>
                {'  '}
                <a href={`/log/timestamps/${size}.tsr`} download>
                  {size}.tsr
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {stamps.data.length > kStampsShown && (
        <p className="mz-muted">{say('stampsMore', { n: kStampsShown })}</p>
      )}
    </Card>
  );
}

function LastVerification() {
  const say = useWords(words);
  const found = useVerification();
  const name = say('lastVerification');
  if (found.data === undefined) return <Card name={name}>{pending(found)}</Card>;
  if (!found.data) {
    return (
      <Card name={name}>
        <StateTag tone="waiting">{say('neverVerified')}</StateTag>
        <p className="mz-muted">{say('neverVerifiedWhy')}</p>
      </Card>
    );
  }
  const { time, report } = found.data;
  return (
    <Card name={name}>
      <StateTag tone={report.sound ? 'good' : 'bad'}>
        {report.sound ? say('sound') : say('unsound', { n: report.findings_total })}
      </StateTag>
      <p>{say('verifiedOf', { time: moment(time), n: report.entries.toLocaleString() })}</p>
      <Link to="/findings">{say('seeFindings')}</Link>
    </Card>
  );
}

function Backup() {
  const say = useWords(words);
  const upkeep = useUpkeep();
  const name = say('backup');
  if (!upkeep.data) return <Card name={name}>{pending(upkeep)}</Card>;
  const { backup } = upkeep.data;
  const days = backupAge(upkeep.data) ?? 0;
  const old = days > kBackupDaysMax;
  return (
    <Card name={name}>
      <StateTag tone={!backup || old ? 'bad' : 'good'}>
        {!backup ? say('backupNone') : old ? say('backupOld', { n: days }) : say('backupFresh')}
      </StateTag>
      {backup && (
        <p>
          {say('backupOf', {
            time: moment(backup.time),
            n: backup.size.toLocaleString(),
            bytes: bytes(backup.bytes),
          })}
        </p>
      )}
    </Card>
  );
}

export default function Chain() {
  const say = useWords(words);
  const sayApp = useWords(appWords);
  const go = useNavigate();
  const auditor = hasDuty(useOffice().session, 'auditor');
  return (
    <Page
      title={sayApp('chain')}
      about={say('chainAbout')}
      actions={
        auditor && (
          <Button type="primary" onClick={() => go('/verify')}>
            {sayApp('verify')}
          </Button>
        )
      }
    >
      <div className="mz-two">
        <div>
          <Checkpoint />
          <Commands />
        </div>
        <div>
          <LastVerification />
          <Witnesses />
          <Timestamps />
          <Backup />
        </div>
      </div>
    </Page>
  );
}
