import { useState } from 'react';
import { Alert, Button, Table, Upload } from 'antd';
import { textOf } from '@/domain/csv';
import { useTableParts, type TableName } from '@/domain/tableRows';
import { inForce, type Part } from '@/domain/tableVersions';
import { StateTag, type Tone } from '@/ui/Tag';
import { useWords } from '@/words';
import { columnsOf, type Column, type Row } from './tableColumns';
import {
  changesOf,
  digestOf,
  partsOf,
  readTable,
  tableShapes,
  type Fault,
  type TableFile,
} from './tableFile';
import { columnNames, useCell } from './useCell';
import { words } from './words';

/** A table that somebody chose from their files, ready for the ledger where nothing is wrong. */
export interface Chosen extends TableFile {
  name: string;
  digest: string;
  parts: Row[][];
}

const kFaults = {
  empty: 'faultEmpty',
  unknownColumn: 'faultColumn',
  missing: 'faultMissing',
  twice: 'faultTwice',
  notMoney: 'faultMoney',
  notDate: 'faultDate',
} as const satisfies Record<Fault['what'], keyof typeof words>;
const kFaultsShown = 10;

function Faults({ faults }: { faults: Fault[] }) {
  const say = useWords(words);
  const more = faults.length - kFaultsShown;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={say('fileFaults', { n: faults.length })}
      description={
        <ul>
          {faults.slice(0, kFaultsShown).map(({ what, row, column, text = '' }, index) => (
            <li key={index}>
              {say('inRow', { n: row })}
              {say(kFaults[what], { column: column ? say(columnNames[column]) : '', text })}
            </li>
          ))}
          {more > 0 && <li>{say('moreFaults', { n: more })}</li>}
        </ul>
      }
    />
  );
}

/** The button by which a file is chosen; `onChosen` is told what it says. */
export function ChooseTable({
  table,
  onChosen,
}: {
  table: TableName;
  onChosen: (chosen: Chosen) => void;
}) {
  const say = useWords(words);
  const [busy, setBusy] = useState(false);
  async function read(file: File) {
    setBusy(true);
    const names = (column: Column) => words[columnNames[column]];
    const { rows, faults } = readTable(table, textOf(await file.arrayBuffer()), names);
    const digest = await digestOf(rows);
    onChosen({ name: file.name, rows, faults, digest, parts: partsOf(rows) });
    setBusy(false);
  }
  return (
    <Upload
      accept=".csv,text/csv"
      showUploadList={false}
      beforeUpload={(file) => {
        void read(file);
        return false;
      }}
    >
      <Button loading={busy}>{say('chooseFile')}</Button>
    </Upload>
  );
}

type Change = 'added' | 'changed' | 'removed';
const kTones: Record<Change, Tone> = { added: 'good', changed: 'waiting', removed: 'bad' };

/** The version that one of that day would take the place of; holidays are a year's own. */
function before(table: TableName, parts: readonly Part[], from: string): Row[] {
  const year = from.slice(0, 4);
  const known = table === 'holidays' ? parts.filter((part) => part.from.startsWith(year)) : parts;
  return inForce(known, from) as Row[];
}

function Cell({ column, row, old }: { column: Column; row: Row; old: Row | undefined }) {
  const cell = useCell();
  const is = cell(column, row);
  const was = old && cell(column, old);
  if (was === undefined || was === is) return is;
  return (
    <>
      {was && <del>{was}</del>} {is && <ins>{is}</ins>}
    </>
  );
}

/** What a table from a day on would change, row by row. */
function Changes({ table, from, rows }: { table: TableName; from: string; rows: Row[] }) {
  const say = useWords(words);
  const parts = useTableParts(table).data;
  if (!parts) return null;
  const { added, changed, removed } = changesOf(table, before(table, parts, from), rows);
  const lines: { change: Change; row: Row; old?: Row }[] = [
    ...changed.map(({ before: old, after: row }) => ({ change: 'changed' as const, row, old })),
    ...added.map((row) => ({ change: 'added' as const, row })),
    ...removed.map((row) => ({ change: 'removed' as const, row })),
  ];
  if (lines.length === 0) return <p className="mz-muted">{say('sameRows')}</p>;
  const columns = columnsOf(lines.flatMap(({ row, old }) => (old ? [row, old] : [row])));
  const counts = { added: added.length, changed: changed.length, removed: removed.length };
  return (
    <>
      <p className="mz-muted">{say('changeCounts', counts)}</p>
      <Table
        size="small"
        rowKey={({ change, row }) => `${change} ${String(row[tableShapes[table].key])}`}
        dataSource={lines}
        columns={[
          {
            title: say('rowChange'),
            render: (_, { change }) => <StateTag tone={kTones[change]}>{say(change)}</StateTag>,
          },
          ...columns.map((column) => ({
            title: say(columnNames[column]),
            key: column,
            align: column === 'amount' ? ('right' as const) : undefined,
            render: (_: unknown, { row, old }: (typeof lines)[number]) => (
              <Cell column={column} row={row} old={old} />
            ),
          })),
        ]}
        pagination={lines.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
        scroll={{ x: 'max-content' }}
      />
    </>
  );
}

/** What was chosen: what is wrong with it, or what it changes. */
export function ChosenTable({
  table,
  from,
  chosen,
}: {
  table: TableName;
  from: string;
  chosen: Chosen;
}) {
  const say = useWords(words);
  return (
    <div role="region" aria-label={chosen.name} className="mz-table-file">
      <p>
        {say('fileRows', { name: chosen.name, n: chosen.rows.length })}{' '}
        <span className="mz-muted">
          {say('digest')} <code className="mz-code">{chosen.digest.slice(0, 16)}</code>
        </span>
      </p>
      {chosen.faults.length > 0 ? (
        <Faults faults={chosen.faults} />
      ) : (
        <Changes table={table} from={from} rows={chosen.rows} />
      )}
    </div>
  );
}
