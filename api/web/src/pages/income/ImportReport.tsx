import { Alert, Button, Table } from 'antd';
import { Money } from '@/ui/Money';
import { useWords } from '@/words';
import { csvOf, download } from '@/domain/csv';
import { importWords } from './importWords';
import type { Report } from './useImport';

type BadRow = Report['bad_rows'][number];

function BadRows({ report: { bad, bad_rows } }: { report: Report }) {
  const say = useWords(importWords);
  const heads = [say('line'), say('column'), say('why'), say('cellSays')];
  // The cell as it stands; where it names another line, that in words.
  const cell = (detail = '') => detail.replace(/\bline (\d+)$/, (_, n) => say('lineNumber', { n }));
  const cells = ({ line, column = '', message, detail }: BadRow) => [
    line,
    column,
    message,
    cell(detail),
  ];
  return (
    <section aria-label={say('badRows')}>
      <h3>{say('badRows')}</h3>
      {bad > bad_rows.length && <p>{say('firstOnly', { n: bad, shown: bad_rows.length })}</p>}
      <Table<BadRow>
        size="small"
        rowKey={({ line }) => line}
        dataSource={bad_rows}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        scroll={{ x: 'max-content' }}
        columns={[
          { title: heads[0], dataIndex: 'line', align: 'right', width: 72 },
          { title: heads[1], dataIndex: 'column', width: 140 },
          { title: heads[2], dataIndex: 'message' },
          {
            title: heads[3],
            dataIndex: 'detail',
            render: (text?: string) => <span className="mz-code">{cell(text)}</span>,
          },
        ]}
      />
      <Button
        style={{ marginTop: 12 }}
        onClick={() => download(say('badName'), csvOf([heads, ...bad_rows.map(cells)]))}
      >
        {say('downloadBad')}
      </Button>
    </section>
  );
}

/** What a file holds, before anything is written. */
export function ImportReport({ report }: { report: Report }) {
  const say = useWords(importWords);
  const { rows, fresh, fresh_amount, known, bad } = report;
  const lines = [
    { sort: 'fresh' as const, count: fresh, sum: fresh_amount },
    { sort: 'known' as const, count: known, sum: undefined },
    { sort: 'bad' as const, count: bad, sum: undefined },
  ];
  return (
    <>
      <div className="mz-scroll">
        <table className="mz-plain mz-counts">
          <thead>
            <tr>
              <th scope="col">{say('sort')}</th>
              <th scope="col">{say('count')}</th>
              <th scope="col">{say('sum')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ sort, count, sum }) => (
              <tr key={sort} className={sort === 'bad' && bad > 0 ? 'mz-bad' : undefined}>
                <th scope="row">{say(sort)}</th>
                <td className="mz-figure">{count.toLocaleString('en')}</td>
                <td>
                  <Money fen={sum} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows > 0 && fresh === 0 && bad === 0 && (
        <Alert
          type="success"
          showIcon
          role="status"
          title={say('allKnown', { n: known.toLocaleString('en') })}
        />
      )}
      {rows === 0 && bad === 0 && <Alert type="info" showIcon title={say('empty')} />}
      {bad > 0 && <BadRows report={report} />}
    </>
  );
}
