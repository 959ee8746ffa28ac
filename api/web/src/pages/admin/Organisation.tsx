import { Button, Empty, Skeleton, Table } from 'antd';
import type { TableProps } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router-dom';
import { api, take } from '@/api/client';
import { words as appWords } from '@/app/words';
import { useAccounts, useEntities } from '@/domain/bookRows';
import { useLabels } from '@/domain/labels';
import { useCodes } from '@/domain/tableRows';
import { useTitles } from '@/domain/titles';
import { hasDuty, useOffice } from '@/session/session';
import { Page } from '@/ui/Page';
import { LoadProblem } from '@/ui/Problem';
import { useWords } from '@/words';
import { Pending } from './Pending';
import { useFunds } from './reads';
import { words } from './words';

interface Listed {
  isPending: boolean;
  isError: boolean;
  error: unknown;
  refetch: () => unknown;
}

function Section<Row extends object>({
  name,
  add,
  to,
  list,
  rows,
  rowKey,
  columns,
}: {
  name: string;
  add: string;
  to: string;
  list: Listed;
  rows: Row[];
  rowKey: string;
  columns: TableProps<Row>['columns'];
}) {
  const say = useWords(words);
  const go = useNavigate();
  const { session } = useOffice();
  return (
    <section className="mz-card">
      <div className="mz-section-head">
        <h2>{name}</h2>
        {hasDuty(session, 'administrator') && <Button onClick={() => go(to)}>{add}</Button>}
      </div>
      {list.isError && <LoadProblem error={list.error} again={() => void list.refetch()} />}
      {list.isPending && <Skeleton active />}
      {!list.isError && !list.isPending && (
        <Table<Row>
          size="small"
          rowKey={rowKey}
          dataSource={rows}
          columns={columns}
          pagination={rows.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
          scroll={{ x: 'max-content' }}
          locale={{ emptyText: <Empty description={say('noneYet')} /> }}
        />
      )}
    </section>
  );
}

function Entities() {
  const say = useWords(words);
  const title = useTitles();
  const regions = useCodes('regions');
  const list = useEntities();
  return (
    <Section
      name={say('entities')}
      add={say('openEntity')}
      to="/organisation/entity"
      list={list}
      rows={list.data ?? []}
      rowKey="entity"
      columns={[
        { title: say('name'), render: (_, { entity }) => title('entities', entity) },
        { title: say('id'), dataIndex: 'entity' },
        { title: say('region'), render: (_, { region }) => regions.title(region) },
        { title: say('openFrom'), dataIndex: 'open_from', className: 'mz-figure' },
      ]}
    />
  );
}

function Funds() {
  const say = useWords(words);
  const title = useTitles();
  const regions = useCodes('regions');
  const list = useFunds();
  return (
    <Section
      name={say('funds')}
      add={say('openFund')}
      to="/organisation/fund"
      list={list}
      rows={list.data ?? []}
      rowKey="fund"
      columns={[
        { title: say('name'), render: (_, { fund }) => title('funds', fund) },
        { title: say('id'), dataIndex: 'fund' },
        { title: say('entity'), render: (_, { entity }) => title('entities', entity) },
        { title: say('territory'), render: (_, { territory }) => regions.title(territory) },
      ]}
    />
  );
}

/** Accounts by their names; whoever works with money also sees of which sort they are. */
function Accounts({ known = [] }: { known?: ReturnType<typeof useAccounts>['data'] }) {
  const say = useWords(words);
  const label = useLabels();
  const title = useTitles();
  const list = useQuery({
    queryKey: ['titles'],
    queryFn: () => take(api.GET('/v1/titles', {})),
    staleTime: 600_000,
  });
  const rows = Object.entries(list.data?.accounts ?? {}).map(([account, name]) => ({
    account,
    name,
    row: known.find((one) => one.account === account),
  }));
  return (
    <Section
      name={say('accounts')}
      add={say('openAccount')}
      to="/organisation/account"
      list={list}
      rows={rows}
      rowKey="account"
      columns={[
        { title: say('name'), dataIndex: 'name' },
        { title: say('id'), dataIndex: 'account' },
        ...(known.length > 0
          ? [
              {
                title: say('entity'),
                render: (_: unknown, { row }: (typeof rows)[number]) =>
                  title('entities', row?.entity),
              },
              {
                title: say('accountType'),
                render: (_: unknown, { row }: (typeof rows)[number]) =>
                  label('accountType', row?.type),
              },
              {
                title: say('boundSource'),
                render: (_: unknown, { row }: (typeof rows)[number]) =>
                  row?.bound_source ? label('source', row.bound_source) : say('anySource'),
              },
            ]
          : []),
      ]}
    />
  );
}

function KnownAccounts() {
  return <Accounts known={useAccounts().data} />;
}

/** 机构与账户: whose books these are, for which funds, and where the money lies. */
export default function Organisation() {
  const say = useWords(words);
  const sayApp = useWords(appWords);
  const { session } = useOffice();
  return (
    <Page title={sayApp('organisation')} about={say('organisationAbout')}>
      <Pending
        kinds={['entity.opened', 'fund.opened', 'account.opened']}
        text="pendingOrganisation"
      />
      <Entities />
      <Funds />
      {hasDuty(session, 'administrator') ? <Accounts /> : <KnownAccounts />}
    </Page>
  );
}
