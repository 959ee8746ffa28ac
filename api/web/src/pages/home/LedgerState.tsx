import { Skeleton } from 'antd';
import { Link } from 'react-router-dom';
import { moment } from '@/domain/dates';
import { useLedger } from '@/pages/admin/reads';
import { useUpkeep, useVerification } from '@/pages/admin/upkeepReads';
import { LoadProblem } from '@/ui/Problem';
import { StateTag } from '@/ui/Tag';
import { useWords } from '@/words';
import { Figure } from './Figure';
import { words } from './words';

/** For an auditor: how long the books are, and who has looked at them. */
export function LedgerState() {
  const say = useWords(words);
  const ledger = useLedger();
  const verification = useVerification();
  const witnesses = useUpkeep().data?.witnesses;
  const report = verification.data?.report;
  if (ledger.isError) {
    return <LoadProblem error={ledger.error} again={() => void ledger.refetch()} />;
  }
  return (
    <section className="mz-card" aria-labelledby="ledger">
      <h2 id="ledger">{say('ledger')}</h2>
      {ledger.isPending && <Skeleton active={false} />}
      {ledger.data && (
        <dl className="mz-figures">
          <Figure name={say('state')}>
            <StateTag tone={ledger.data.writable ? 'good' : 'bad'}>
              {say(ledger.data.writable ? 'writable' : 'readOnly')}
            </StateTag>
          </Figure>
          <Figure name={say('size')}>
            {say('entries', { n: ledger.data.size.toLocaleString() })}
          </Figure>
          <Figure name={say('verified')} note={verification.data && moment(verification.data.time)}>
            <StateTag tone={!report ? 'waiting' : report.sound ? 'good' : 'bad'}>
              {!report
                ? say('never')
                : report.sound
                  ? say('sound')
                  : say('unsound', { n: report.findings_total })}
            </StateTag>
          </Figure>
          <Figure name={say('witnessed')}>
            {witnesses
              ? say('witnessedTo', { n: witnesses.witnessed.toLocaleString() })
              : say('noWitness')}
          </Figure>
        </dl>
      )}
      <Link to="/chain">{say('more')}</Link>
    </section>
  );
}
