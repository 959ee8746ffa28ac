import { useMutation } from '@tanstack/react-query';
import { Button, Popconfirm, Result, Skeleton } from 'antd';
import { Link, useParams } from 'react-router-dom';
import { Refused } from '@/api/client';
import { words as appWords } from '@/app/words';
import { useBatchPage } from '@/domain/batches';
import { sumOf } from '@/domain/bookRows';
import { download, csvOf } from '@/domain/csv';
import { moment } from '@/domain/dates';
import { useLabels } from '@/domain/labels';
import { capitals, yuan } from '@/domain/money';
import { useTitles } from '@/domain/titles';
import { hasDuty, useOffice } from '@/session/session';
import { Yuan } from '@/ui/Money';
import { Page } from '@/ui/Page';
import { PrintButton } from '@/ui/PrintButton';
import { LoadProblem } from '@/ui/Problem';
import { useLanguage, useWords } from '@/words';
import type { BatchPage } from '@/domain/batches';
import { Deliveries } from './Deliveries';
import { LineTable, useStageName } from './LineTable';
import { builtOf, linesOf, releaseOf } from './lines';
import './payments.css';
import { namedBefore, readPayees, useHistories, usePayees } from './reads';
import { ReleaseCard } from './ReleaseCard';
import { Results } from './Results';
import { words } from './words';

function Facts({ page }: { page: BatchPage }) {
  const say = useWords(words);
  const label = useLabels();
  const title = useTitles();
  const chinese = useLanguage() === 'zh';
  const built = builtOf(page);
  const release = releaseOf(page);
  if (!built) return null;
  const { account, source, count, total } = built.body;
  return (
    <section className="mz-card">
      <dl className="pay-facts">
        <div>
          <dt>{say('total')}</dt>
          <dd>
            <Yuan fen={total} strong />
            {chinese && <div className="pay-capitals">{capitals(total)}</div>}
          </dd>
        </div>
        <div>
          <dt>{say('lines')}</dt>
          <dd>{say('nLines', { n: count })}</dd>
        </div>
        <div>
          <dt>{say('account')}</dt>
          <dd>{title('accounts', account)}</dd>
        </div>
        <div>
          <dt>{say('source')}</dt>
          <dd>{label('source', source)}</dd>
        </div>
        <div>
          <dt>{say('state')}</dt>
          <dd>
            {say('builtBy', { who: built.entry.actor, when: moment(built.entry.time) })}
            <br />
            {release && say('releasedBy', { who: release.actor, when: moment(release.time) })}
          </dd>
        </div>
      </dl>
    </section>
  );
}

function Batch({ page }: { page: BatchPage }) {
  const say = useWords(words);
  const { session } = useOffice();
  const label = useLabels();
  const stageName = useStageName();
  const built = builtOf(page);
  const histories = useHistories(built?.body.lines.map((one) => one.case) ?? []);
  const named = namedBefore(histories, built?.entry.seq ?? 0);
  const masked = usePayees(named);
  const whole = useMutation({ mutationFn: () => readPayees(named) });
  const payees = whole.data ?? masked;
  const lines = linesOf(page, histories);
  const at = (stage: string) => lines.filter((one) => one.stage === stage);

  function save() {
    const heads = [
      'no',
      'case',
      'payee',
      'payeeAccount',
      'payeeBank',
      'method',
      'amountYuan',
      'state',
    ] as const;
    const rows = lines.map((one) => {
      const payee = payees.get(one.case);
      return [
        one.line,
        one.case,
        payee?.name ?? '',
        payee?.account ?? '',
        (whole.data && payee?.bank) ?? '',
        label('method', payee?.method),
        yuan(one.amount).replaceAll(',', ''),
        stageName(one.stage),
      ];
    });
    const total = yuan(sumOf(lines, (one) => one.amount)).replaceAll(',', '');
    download(
      `${page.id}.csv`,
      csvOf([
        heads.map((head) => say(head)),
        ...rows,
        ['', say('total'), '', '', '', '', total, ''],
      ]),
    );
  }

  return (
    <Page
      title={say('batchTitle', { batch: page.id })}
      actions={
        <>
          {!whole.data && named.some(({ entry }) => entry.private) && (
            <Popconfirm
              title={say('showWholeWhy')}
              okText={say('showWhole')}
              cancelText={say('cancel')}
              onConfirm={() => whole.mutateAsync().catch(() => undefined)}
            >
              <Button loading={whole.isPending} disabled={lines.some(({ stage }) => !stage)}>
                {say('showWhole')}
              </Button>
            </Popconfirm>
          )}
          <Button onClick={save}>{say('downloadCsv')}</Button>
          <PrintButton>{say('printList')}</PrintButton>
        </>
      }
    >
      {whole.isError && <LoadProblem error={whole.error} again={() => whole.mutate()} />}
      <Facts page={page} />
      {page.batch && !page.batch.released && (
        <ReleaseCard batch={page.batch} total={sumOf(lines, (one) => one.amount)} />
      )}
      {page.batch && at('released').length > 0 && hasDuty(session, 'cashier') && (
        <Results batch={page.batch} lines={at('released')} payees={payees} />
      )}
      {page.batch && at('paid').length > 0 && hasDuty(session, 'caseworker', 'reviewer') && (
        <Deliveries fund={page.batch.fund} lines={at('paid')} payees={payees} />
      )}
      <LineTable
        batch={page.batch}
        lines={lines}
        payees={payees}
        whole={whole.data !== undefined}
      />
    </Page>
  );
}

/** One batch: its payment list, and what is to be done with it by whoever looks at it. */
export default function BatchDetail() {
  const say = useWords(words);
  const sayApp = useWords(appWords);
  const { batch = '' } = useParams();
  const page = useBatchPage(batch);
  if (page.data) return <Batch page={page.data} />;
  const gone = page.error instanceof Refused && page.error.status === 404;
  return (
    <Page title={say('batchTitle', { batch })}>
      {gone ? (
        <Result
          status="404"
          title={say('notThere')}
          extra={<Link to="/batches">{sayApp('batches')}</Link>}
        />
      ) : page.isError ? (
        <LoadProblem error={page.error} again={() => void page.refetch()} />
      ) : (
        <Skeleton active />
      )}
    </Page>
  );
}
