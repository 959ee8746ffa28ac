import { Alert, Button } from 'antd';
import { Link } from 'react-router-dom';
import { download } from '@/domain/csv';
import { toHex } from '@/proof/hash';
import { firstWrong, type Report, type Wrong } from '@/proof/verify';
import { useWords } from '@/words';
import { Check, type Verdict } from './Check';
import type { Done, Start } from './protocol';
import { words } from './words';

const kText = 'text/plain;charset=utf-8';

/** What was asked, and where the key came from. */
export interface Asked {
  start: Start;
  key: 'keyFromServer' | 'keyFromMemory' | 'keyFromPerson';
}

function Entries({ seq, last = seq }: Wrong) {
  return (
    <>
      <Link to={`/entries/${seq}`}>{seq}</Link>
      {last !== seq && `–${last}`}
    </>
  );
}

function Headline({ report, seconds }: { report: Report; seconds: number }) {
  const say = useWords(words);
  const n = report.read.toLocaleString();
  if (report.sound) {
    return (
      <Alert
        type={report.signed === 'signed' ? 'success' : 'warning'}
        showIcon
        role="status"
        title={say(report.signed === 'signed' ? 'sound' : 'soundButSignature', { n })}
        description={
          say('took', { s: seconds.toFixed(1), last: report.read - 1 }) + say('remembered')
        }
      />
    );
  }
  const first = firstWrong(report.wrongs);
  const { relation } = report.comparison ?? {};
  const broken = relation && relation !== 'same' && relation !== 'continued';
  const ranges = first?.last !== undefined && first.last !== first.seq;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={say('unsound')}
      description={
        <>
          {broken && <p>{say(`relation_${relation}`)}</p>}
          {first && (
            <p>
              <Link to={`/entries/${first.seq}`}>
                {say(ranges ? 'firstWrongs' : 'firstWrong', {
                  seq: first.seq,
                  last: first.last ?? 0,
                })}
              </Link>{' '}
              · {say(`what_${first.what}`)}
            </p>
          )}
          <p>
            {say('stay')} {say('notRemembered')}
          </p>
        </>
      }
    />
  );
}

function verdictOf(report: Report, whats: Wrong['what'][]): Verdict {
  if (report.wrongs.some(({ what }) => whats.includes(what))) return 'wrong';
  return report.read > 0 ? 'right' : 'open';
}

function Checks({ done, asked }: { done: Done; asked: Asked }) {
  const say = useWords(words);
  const { report } = done;
  const { comparison, now } = report;
  const relation = comparison?.relation;
  const held = relation === 'same' || relation === 'continued';
  const signed = { signed: 'right', 'not signed': 'wrong', unsupported: 'open' } as const;
  return (
    <ol className="mz-checks">
      <Check verdict={signed[report.signed]} name={say('checkSignature')}>
        <code className="mz-code">{done.vkey.trim()}</code> · {say(asked.key)}
      </Check>
      <Check verdict={!relation ? 'open' : held ? 'right' : 'wrong'} name={say('checkKept')}>
        {relation ? say(`relation_${relation}`) : say('keptNone')}
        {comparison?.kept && ` · ${say('keptOf', { n: comparison.kept.size.toLocaleString() })}`}
      </Check>
      <Check
        verdict={verdictOf(report, ['form', 'seq', 'time', 'founding', 'bundle'])}
        name={say('checkForm')}
      />
      <Check verdict={verdictOf(report, ['link'])} name={say('checkLink')} />
      <Check verdict={verdictOf(report, ['altered', 'hashes', 'bundle'])} name={say('checkLeaf')} />
      <Check
        verdict={report.read === 0 ? 'open' : report.rootRight ? 'right' : 'wrong'}
        name={say('checkRoot')}
      >
        {now && (
          <>
            {say('root')} <code className="mz-code">{toHex(now.root)}</code>
          </>
        )}
      </Check>
    </ol>
  );
}

function Wrongs({ report }: { report: Report }) {
  const say = useWords(words);
  if (report.wrongs.length === 0) return null;
  return (
    <section className="mz-card" aria-labelledby="wrongs">
      <h2 id="wrongs">{say('wrongs', { n: report.wrongsTotal.toLocaleString() })}</h2>
      <table className="mz-list">
        <thead>
          <tr>
            <th scope="col">{say('entry')}</th>
            <th scope="col">{say('what')}</th>
          </tr>
        </thead>
        <tbody>
          {report.wrongs.map((wrong) => (
            <tr key={`${wrong.seq} ${wrong.what}`}>
              <td className="mz-figure">
                <Entries {...wrong} />
              </td>
              <td>{say(`what_${wrong.what}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {report.wrongsTotal > report.wrongs.length && (
        <p className="mz-muted">{say('wrongsMore', { n: report.wrongs.length })}</p>
      )}
    </section>
  );
}

function TakeAway({ done, asked }: { done: Done; asked: Asked }) {
  const say = useWords(words);
  const { comparison, now } = done.report;
  const { kept } = asked.start;
  const forked = comparison?.relation === 'forked';
  const size = now?.size ?? 0;
  const keptSize = comparison?.kept?.size ?? 0;
  return (
    <section className="mz-card mz-no-print" aria-labelledby="take">
      <h2 id="take">{say('keepTitle')}</h2>
      <div className="mz-actions">
        <Button onClick={() => download(`checkpoint-${size}.txt`, done.checkpoint, kText)}>
          {say('keepCheckpoint')}
        </Button>
        {comparison?.file !== undefined && (
          <Button
            danger={forked}
            onClick={() => download(`${keptSize}-${size}.proof`, comparison.file!, kText)}
          >
            {say(forked ? 'keepEvidence' : 'keepProof')}
          </Button>
        )}
        {kept !== undefined && !done.report.sound && (
          <Button onClick={() => download(`checkpoint-kept-${keptSize}.txt`, kept, kText)}>
            {say('keepKept')}
          </Button>
        )}
      </div>
    </section>
  );
}

export function Result({ done, asked, seconds }: { done: Done; asked: Asked; seconds: number }) {
  const say = useWords(words);
  return (
    <>
      <div className="mz-verdict">
        <Headline report={done.report} seconds={seconds} />
      </div>
      <Wrongs report={done.report} />
      <section className="mz-card" aria-labelledby="checks">
        <h2 id="checks">{say('checks')}</h2>
        <Checks done={done} asked={asked} />
      </section>
      <TakeAway done={done} asked={asked} />
    </>
  );
}
