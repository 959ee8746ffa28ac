import { Empty } from 'antd';
import type { Schemas } from '@/api/client';
import { moment } from '@/domain/dates';
import { StateTag } from '@/ui/Tag';
import { useWords } from '@/words';
import { words } from './words';

type Found = Schemas['verification'];

function Findings({ findings }: { findings: Found['report']['findings'] }) {
  const say = useWords(words);
  return (
    <>
      <h3>{say('findings')}</h3>
      <ul>
        {findings.map((one, index) => (
          <li key={index}>
            <code className="mz-code">{one.damage}</code>
            {one.seq !== undefined && ` · ${say('findingAt', { seq: one.seq })}`}
            {one.where && ` · ${one.where}`}
          </li>
        ))}
      </ul>
    </>
  );
}

/** What the verifier said last; null where it never ran. */
export function Verification({ found }: { found: Found | null }) {
  const say = useWords(words);
  return (
    <section className="mz-card">
      <h2>{say('verification')}</h2>
      {found ? (
        <>
          <StateTag tone={found.report.sound ? 'good' : 'bad'}>
            {found.report.sound ? say('sound') : say('unsound', { n: found.report.findings_total })}
          </StateTag>
          <span className="mz-muted">
            {say('verifiedOf', {
              n: found.report.entries.toLocaleString(),
              time: moment(found.time),
            })}
          </span>
          {found.report.findings.length > 0 && <Findings findings={found.report.findings} />}
        </>
      ) : (
        <Empty description={say('noVerification')}>
          <p className="mz-muted">{say('noVerificationWhy')}</p>
        </Empty>
      )}
    </section>
  );
}
