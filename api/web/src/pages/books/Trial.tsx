import { Empty, Select, Skeleton } from 'antd';
import { useSearchParams } from 'react-router-dom';
import { words as appWords } from '@/app/words';
import { useEntityId } from '@/domain/bookRows';
import { today } from '@/domain/dates';
import { useTableParts } from '@/domain/tableRows';
import { inForce } from '@/domain/tableVersions';
import { useTitles } from '@/domain/titles';
import { useOffice } from '@/session/session';
import { Money } from '@/ui/Money';
import { Page } from '@/ui/Page';
import { PrintButton } from '@/ui/PrintButton';
import { LoadProblem } from '@/ui/Problem';
import { StateTag } from '@/ui/Tag';
import { useWords } from '@/words';
import './books.css';
import { Signatures } from '@/ui/Signatures';
import { usePosted } from './posted';
import { lastDayOf, onCredit, onDebit, trialOf, trialSums, type TrialRow } from './trial';
import { words } from './words';

/** Nothing is said of a side on which there is nothing. */
function Side({ fen }: { fen: number }) {
  return <td>{fen === 0 ? '' : <Money fen={fen} />}</td>;
}

function TrialTable({ rows, month }: { rows: TrialRow[]; month: string }) {
  const say = useWords(words);
  const chart = useTableParts('chart');
  const titles = new Map(
    inForce(chart.data ?? [], lastDayOf(month)).map((row) => [row.code, row.title]),
  );
  const sums = trialSums(rows);
  const holds = sums.every(([debit, credit]) => debit === credit);
  return (
    <>
      <p role="status" className="bk-state">
        <StateTag tone={holds ? 'good' : 'bad'}>
          {say(holds ? 'trialHolds' : 'trialFails')}
        </StateTag>
        <span className="mz-muted">{say('unitYuan')}</span>
      </p>
      <div className="bk-table" tabIndex={0} role="region" aria-label={month}>
        <table>
          <thead>
            <tr>
              <th scope="col" rowSpan={2}>
                {say('chartCode')}
              </th>
              <th scope="col" rowSpan={2}>
                {say('chartTitle')}
              </th>
              {(['opening', 'movement', 'closing'] as const).map((name) => (
                <th key={name} scope="colgroup" colSpan={2} className="bk-center">
                  {say(name)}
                </th>
              ))}
            </tr>
            <tr>
              {[0, 1, 2].flatMap((i) => [
                <th key={`d${i}`} scope="col" className="bk-num">
                  {say('debit')}
                </th>,
                <th key={`c${i}`} scope="col" className="bk-num">
                  {say('credit')}
                </th>,
              ])}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.code}>
                <th scope="row" className="mz-figure">
                  {row.code}
                </th>
                <td>{titles.get(row.code) ?? ''}</td>
                <Side fen={onDebit(row.opening)} />
                <Side fen={onCredit(row.opening)} />
                <Side fen={row.debit} />
                <Side fen={row.credit} />
                <Side fen={onDebit(row.closing)} />
                <Side fen={onCredit(row.closing)} />
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={2}>
                {say('total')}
              </th>
              {sums.flatMap(([debit, credit], i) => [
                <td key={`d${i}`}>
                  <Money fen={debit} />
                </td>,
                <td key={`c${i}`}>
                  <Money fen={credit} />
                </td>,
              ])}
            </tr>
          </tfoot>
        </table>
      </div>
      <Signatures names={[say('preparedBy'), say('checkedBy'), say('headOfUnit')]} />
    </>
  );
}

/** 试算平衡 of one month: what was posted to each account code. */
export default function Trial() {
  const say = useWords(words);
  const sayApp = useWords(appWords);
  const title = useTitles();
  const { funds } = useOffice();
  const entity = useEntityId();
  const posted = usePosted();
  const [asked, ask] = useSearchParams();

  const ours = posted.data?.filter((one) => one.entity === entity) ?? [];
  const thisMonth = today().slice(0, 7);
  const months = [...new Set([thisMonth, ...ours.map((one) => one.month)])].sort().reverse();
  const wanted = asked.get('month') ?? '';
  const month = /^\d{4}-(0[1-9]|1[0-2])$/.test(wanted) ? wanted : thisMonth;
  const fund = asked.get('fund') ?? '';
  const rows = trialOf(
    ours.filter((one) => fund === '' || one.fund === fund),
    month,
  );
  const choose = (name: string, value: string) =>
    ask((before) => {
      before.set(name, value);
      return before;
    });

  return (
    <Page
      title={`${sayApp('trial')} ${month}`}
      about={`${title('entities', entity)} · ${fund === '' ? say('allFunds') : title('funds', fund)}。${say('trialAbout')}`}
      actions={<PrintButton />}
    >
      <div className="bk-tools mz-no-print">
        <Select
          aria-label={say('month')}
          value={month}
          onChange={(value) => choose('month', value)}
          options={months.map((value) => ({ value }))}
          style={{ width: 130 }}
        />
        <Select
          aria-label={say('fund')}
          value={fund}
          onChange={(value) => choose('fund', value)}
          popupMatchSelectWidth={false}
          style={{ minWidth: 220, maxWidth: '100%' }}
          options={[
            { value: '', label: say('allFunds') },
            ...funds
              .filter((one) => one.entity === entity)
              .map((one) => ({ value: one.fund, label: title('funds', one.fund) })),
          ]}
        />
      </div>
      <section className="mz-card">
        {posted.isError ? (
          <LoadProblem error={posted.error} again={() => void posted.refetch()} />
        ) : posted.isPending ? (
          <Skeleton active />
        ) : rows.length === 0 ? (
          <Empty description={say('trialEmpty')} />
        ) : (
          <TrialTable rows={rows} month={month} />
        )}
      </section>
    </Page>
  );
}
