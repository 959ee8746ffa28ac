import { App, Button } from 'antd';
import { useWrite } from '@/api/write';
import { useBatchPages, useBatches, type Batch } from '@/domain/batches';
import { sumOf, useAccounts } from '@/domain/bookRows';
import { yuan } from '@/domain/money';
import { useSubject } from '@/domain/people';
import { useTitles } from '@/domain/titles';
import { hasDuty, useOffice } from '@/session/session';
import { WriteProblem } from '@/ui/Problem';
import { StateTag } from '@/ui/Tag';
import { useWords } from '@/words';
import { words } from './words';

/** What is released from an account and may leave it at any moment, in fen. */
function useUnderWay(account: string): number {
  const batches = useBatches().data?.filter((one) => one.account === account && one.released) ?? [];
  const pages = useBatchPages(batches.map(({ batch }) => batch));
  return sumOf(
    pages.flatMap((page) => page.lines ?? []).filter((one) => one.stage === 'released'),
    (one) => one.amount,
  );
}

/** 复核放行: by the bookkeeper, who is another than the builder; or why not. */
export function ReleaseCard({ batch, total }: { batch: Batch; total: number }) {
  const say = useWords(words);
  const title = useTitles();
  const { message } = App.useApp();
  const { session } = useOffice();
  const self = useSubject(session.person) === batch.builder;
  const account = useAccounts().data?.find((one) => one.account === batch.account);
  const underWay = useUnderWay(batch.account);
  const { state, busy, write } = useWrite();
  const free = account && account.balance - underWay;

  async function release() {
    const ask = { fund: batch.fund, body: { batch: batch.batch } };
    if (await write('batch.released', ask)) {
      void message.success(say('released', { batch: batch.batch }));
    }
  }
  return (
    <section className="mz-card mz-no-print">
      <h2>{say('toRelease')}</h2>
      {account && free !== undefined && (
        <p>
          {say(underWay > 0 ? 'coverageLess' : 'coverage', {
            account: title('accounts', batch.account),
            balance: yuan(account.balance),
            underWay: yuan(underWay),
            total: yuan(total),
          })}{' '}
          <StateTag tone={free >= total ? 'good' : 'bad'}>
            {say(free >= total ? 'covered' : 'uncovered')}
          </StateTag>
        </p>
      )}
      {!hasDuty(session, 'bookkeeper') ? (
        <p className="mz-muted">{say('waitsForBookkeeper')}</p>
      ) : self ? (
        <p className="mz-muted">{say('selfBuilt')}</p>
      ) : (
        <>
          <p className="mz-muted">{say('releaseAbout')}</p>
          <div className="pay-foot">
            <WriteProblem state={state} />
            <Button type="primary" loading={busy} onClick={() => void release()}>
              {say('release')}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
