import { useState } from 'react';
import { Button, Empty, Input, Select, Table } from 'antd';
import { useNavigate, useParams } from 'react-router-dom';
import { download } from '@/domain/csv';
import { today } from '@/domain/dates';
import { useChoices, useLabels } from '@/domain/labels';
import { useTableParts, type TableName } from '@/domain/tableRows';
import { hasDuty, useOffice } from '@/session/session';
import { Page } from '@/ui/Page';
import { LoadProblem } from '@/ui/Problem';
import { StateTag, type Tone } from '@/ui/Tag';
import { useWords } from '@/words';
import { words as appWords } from '@/app/words';
import { Pending } from './Pending';
import {
  columnsOf,
  rowsWith,
  standingOf,
  versionsOf,
  type Row,
  type Standing,
} from './tableColumns';
import { tableCsv } from './tableFile';
import { columnNames, useCell } from './useCell';
import { words } from './words';

const kTones: Record<Standing, Tone> = {
  inForce: 'good',
  future: 'waiting',
  past: 'plain',
  pending: 'bad',
};

function Rows({ rows, label }: { rows: Row[]; label: string }) {
  const say = useWords(words);
  const cell = useCell();
  const [text, setText] = useState('');
  const found = rowsWith(rows, text);
  return (
    <>
      <div className="mz-filters mz-no-print">
        <Input.Search
          allowClear
          aria-label={say('find')}
          placeholder={say('find')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <span className="mz-muted" role="status">
          {say('rowCount', { n: found.length })}
        </span>
      </div>
      <div role="region" aria-label={label}>
        <Table<Row>
          size="small"
          rowKey={(row) => rows.indexOf(row)}
          dataSource={found}
          columns={columnsOf(rows).map((column) => ({
            title: say(columnNames[column]),
            key: column,
            align: column === 'amount' ? ('right' as const) : undefined,
            className: column === 'title' ? undefined : 'mz-figure',
            render: (row: Row) => cell(column, row),
          }))}
          pagination={found.length > 100 ? { pageSize: 100, showSizeChanger: false } : false}
          scroll={{ x: 'max-content' }}
        />
      </div>
    </>
  );
}

function Versions({ table }: { table: TableName }) {
  const say = useWords(words);
  const label = useLabels();
  const parts = useTableParts(table);
  const [chosen, setChosen] = useState<number>();
  if (parts.isError) {
    return <LoadProblem error={parts.error} again={() => void parts.refetch()} />;
  }
  if (!parts.data) return <Table loading columns={[]} />;
  const versions = versionsOf(parts.data);
  const standing = (index: number) => standingOf(versions, index, today(), table === 'holidays');
  const now = versions.findIndex((_, index) => standing(index) === 'inForce');
  const index = chosen ?? Math.max(now, 0);
  const version = versions[index];
  if (!version) {
    return (
      <section className="mz-card">
        <Empty description={say('noTable')} />
        <p className="mz-muted mz-center">{say('noTableWhy')}</p>
      </section>
    );
  }
  const state = standing(index);
  return (
    <section className="mz-card">
      <div className="mz-filters mz-no-print">
        <Select
          aria-label={say('version')}
          value={index}
          onChange={setChosen}
          popupMatchSelectWidth={false}
          options={versions.map(({ from }, value) => ({
            value,
            label: say('from', { date: from }),
          }))}
        />
        <Button
          onClick={() =>
            download(
              `${table}-${version.from}.csv`,
              tableCsv(table, version.rows, (column) => say(columnNames[column])),
            )
          }
        >
          {say('downloadTable')}
        </Button>
        <StateTag tone={kTones[state]}>
          {state === 'pending' ? say('partsMissing', { n: version.parts }) : say(state)}
        </StateTag>
      </div>
      <Rows rows={version.rows} label={label('table', table)} />
    </section>
  );
}

export default function Tables() {
  const sayApp = useWords(appWords);
  const say = useWords(words);
  const label = useLabels();
  const go = useNavigate();
  const { session } = useOffice();
  const choices = useChoices('table');
  const { table = 'causes' } = useParams();
  const known = choices.some(({ value }) => value === table);
  return (
    <Page
      title={known ? `${sayApp('tables')} · ${label('table', table)}` : sayApp('tables')}
      about={say('tablesAbout')}
      actions={
        <>
          <Select
            aria-label={say('table')}
            value={table}
            style={{ minWidth: 180 }}
            onChange={(chosen: string) => go(`/tables/${chosen}`)}
            options={choices}
          />
          {known && hasDuty(session, 'administrator') && (
            <Button onClick={() => go(`/tables/${table}/new`)}>{say('newVersion')}</Button>
          )}
        </>
      }
    >
      <Pending kinds={['table.adopted']} text="pendingTable" />
      {known ? (
        <Versions key={table} table={table as TableName} />
      ) : (
        <Empty description={say('noTable')} />
      )}
    </Page>
  );
}
