import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link, useNavigate } from 'react-router-dom';
import { api, take } from '@/api/client';
import { words as appWords } from '@/app/words';
import { hasDuty, useOffice } from '@/session/session';
import { Page } from '@/ui/Page';
import { useWords } from '@/words';
import './books.css';
import { words } from './words';

const kForms = [
  { name: 'reversal', about: 'reversalAbout', kind: 'entry.reversed' },
  { name: 'refund', about: 'refundAbout', kind: 'donation.refunded' },
  { name: 'repurpose', about: 'repurposeAbout', kind: 'purpose.changed' },
  { name: 'transfer', about: 'transferAbout', kind: 'transfer.sent' },
] as const;

/** 更正与拨付: what needs two people, and how much of each waits for the second. */
export default function Corrections() {
  const say = useWords(words);
  const sayApp = useWords(appWords);
  const go = useNavigate();
  const { session } = useOffice();
  const cashier = hasDuty(session, 'cashier');
  const proposals = useQuery({
    queryKey: ['proposals'],
    queryFn: () => take(api.GET('/v1/proposals', { params: { query: { limit: 1000 } } })),
  });
  return (
    <Page title={sayApp('corrections')} about={say('correctionsAbout')}>
      <div className="bk-choices">
        {kForms.map(({ name, about, kind }) => {
          const waiting = proposals.data?.items.filter((one) => one.kind === kind).length ?? 0;
          return (
            <section key={name} className="mz-card">
              <h2>{say(name)}</h2>
              <p className="mz-muted">{say(about)}</p>
              <div className="bk-buttons-left">
                {cashier ? (
                  <Button onClick={() => void go(`/corrections/${name}`)}>{say(name)}</Button>
                ) : (
                  <span className="mz-muted">{say('onlyCashier')}</span>
                )}
                {waiting > 0 && <Link to="/proposals">{say('proposalsWait', { n: waiting })}</Link>}
              </div>
            </section>
          );
        })}
      </div>
    </Page>
  );
}
