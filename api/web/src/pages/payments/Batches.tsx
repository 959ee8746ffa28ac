import { useState } from 'react';
import { Button, Empty, Grid, Segmented, Skeleton, Space, Table } from 'antd';
import type { TableProps } from 'antd';
import { Link, useNavigate } from 'react-router-dom';
import { api, take, type Schemas } from '@/api/client';
import { words as appWords } from '@/app/words';
import { useBatches, useBatchPages } from '@/domain/batches';
import { moment } from '@/domain/dates';
import { useLabels } from '@/domain/labels';
import { useTitles } from '@/domain/titles';
import { hasDuty, useOffice } from '@/session/session';
import { Money } from '@/ui/Money';
import { Page } from '@/ui/Page';
import { PagedTable } from '@/ui/PagedTable';
import { LoadProblem } from '@/ui/Problem';
import { StateTag } from '@/ui/Tag';
import { useWords } from '@/words';
import { builtOf } from './lines';
import './payments.css';
import { words } from './words';

type BatchPage = Schemas['batch_page'];

/** A batch as it was built, and as far as it is known what is still to be done with it. */
interface Row {
  batch: string;
  time: string;
  actor: string;
  body: Schemas['body_batch_built'];
  page?: BatchPage;
}

function rowOf(entry: Schemas['entry'], page?: BatchPage): Row {
  const body = entry.body as unknown as Row['body'];
  return { batch: body.batch, time: entry.time, actor: entry.actor, body, page };
}

function Progress({ page }: { page: BatchPage | undefined }) {
  const say = useWords(words);
  if (!page?.open) return <StateTag tone="good">{say('ended')}</StateTag>;
  if (!page.batch?.released) return <StateTag tone="waiting">{say('toRelease')}</StateTag>;
  const count = (stage: string) => page.lines?.filter((one) => one.stage === stage).length ?? 0;
  const released = count('released');
  const paid = count('paid');
  return (
    <Space size={4} wrap>
      {released > 0 && <StateTag tone="active">{say('toSettle', { n: released })}</StateTag>}
      {paid > 0 && <StateTag tone="waiting">{say('toDeliver', { n: paid })}</StateTag>}
    </Space>
  );
}

function useColumns(): TableProps<Row>['columns'] {
  const say = useWords(words);
  const label = useLabels();
  const title = useTitles();
  const narrow = Grid.useBreakpoint().md === false;
  if (narrow) {
    return [
      {
        title: say('batch'),
        render: (_, { batch, body, page }) => (
          <>
            <Link to={`/batches/${batch}`}>{batch}</Link>
            <div className="mz-muted">
              {label('source', body.source)} · {title('accounts', body.account)}
            </div>
            <Progress page={page} />
          </>
        ),
      },
      {
        title: say('amountYuan'),
        width: 120,
        align: 'right',
        render: (_, { body }) => <Money fen={body.total} />,
      },
    ];
  }
  return [
    {
      title: say('batch'),
      width: 190,
      render: (_, { batch }) => <Link to={`/batches/${batch}`}>{batch}</Link>,
    },
    { title: say('builtOn'), width: 240, render: (_, one) => `${moment(one.time)} ${one.actor}` },
    { title: say('source'), width: 90, render: (_, { body }) => label('source', body.source) },
    {
      title: say('account'),
      width: 170,
      render: (_, { body }) => title('accounts', body.account),
    },
    { title: say('lines'), width: 80, align: 'right', render: (_, { body }) => body.count },
    {
      title: say('amountYuan'),
      width: 140,
      align: 'right',
      render: (_, { body }) => <Money fen={body.total} />,
    },
    { title: say('state'), width: 250, render: (_, { page }) => <Progress page={page} /> },
  ];
}

function UnderWay({ pages }: { pages: BatchPage[] }) {
  const say = useWords(words);
  const columns = useColumns();
  const rows = pages.flatMap((page) => {
    const built = builtOf(page);
    return built ? [rowOf(built.entry, page)] : [];
  });
  return (
    <div role="region" aria-label={say('underWay')} tabIndex={0} className="pay-scroll pay-batches">
      <Table<Row>
        size="middle"
        columns={columns}
        dataSource={rows.sort((a, b) => a.time.localeCompare(b.time))}
        rowKey="batch"
        pagination={false}
        locale={{ emptyText: <Empty description={say('noneUnderWay')} /> }}
      />
    </div>
  );
}

/** 发放批次: those under way with what is still to be done, and all that ever were. */
export default function Batches() {
  const say = useWords(words);
  const sayApp = useWords(appWords);
  const go = useNavigate();
  const { session, fund } = useOffice();
  const [which, setWhich] = useState<'underWay' | 'allBatches'>('underWay');
  const batches = useBatches(fund);
  const columns = useColumns();
  const open = batches.data ?? [];
  const pages = useBatchPages(open.map(({ batch }) => batch));
  const ready = batches.isSuccess && pages.length === open.length;

  return (
    <Page
      title={sayApp('batches')}
      about={say('batchesAbout')}
      actions={
        hasDuty(session, 'cashier') && (
          <Button type="primary" onClick={() => void go('/batches/new')}>
            {say('newBatch')}
          </Button>
        )
      }
    >
      <Segmented
        aria-label={say('whichBatches')}
        value={which}
        onChange={setWhich}
        options={(['underWay', 'allBatches'] as const).map((value) => ({
          value,
          label: value === 'underWay' ? `${say(value)} ${open.length}` : say(value),
        }))}
        style={{ marginBottom: 12 }}
      />
      <section className="mz-card">
        {batches.isError ? (
          <LoadProblem error={batches.error} again={() => void batches.refetch()} />
        ) : !ready ? (
          <Skeleton active />
        ) : which === 'underWay' ? (
          <UnderWay pages={pages} />
        ) : (
          <PagedTable<Row>
            name={['batches-built', fund, pages.map(({ id }) => id).join()]}
            label={say('allBatches')}
            empty={say('noBatches')}
            columns={columns}
            rowKey={(one) => one.batch}
            read={async (cursor) => {
              const query = { kind: 'batch.built' as const, fund, order: 'desc' as const, cursor };
              const page = await take(api.GET('/v1/entries', { params: { query } }));
              const items = page.items
                .map(({ entry }) => rowOf(entry))
                .map((row) => ({ ...row, page: pages.find(({ id }) => id === row.batch) }));
              return { items, next: page.next };
            }}
          />
        )}
      </section>
    </Page>
  );
}
