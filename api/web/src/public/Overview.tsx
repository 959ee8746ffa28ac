import { useState } from 'react';
import type { Schemas } from '@/api/client';
import { MonthlyMoney } from '@/charts/MonthlyMoney';
import { words as chartWords } from '@/charts/words';
import { moment, today } from '@/domain/dates';
import { yuan } from '@/domain/money';
import { useWords } from '@/words';
import { Failed, Frame, Waiting } from './Frame';
import { useCauseName } from './causeName';
import { useRead } from './read';
import { words } from './words';

type Fund = Schemas['public_fund'];
type Cell = { households?: number; amount?: number };

function Sum({ name, fen, more }: { name: string; fen: number | undefined; more?: string }) {
  const say = useWords(words);
  return (
    <div className="sum">
      <span className="name">{name}</span>
      <strong>{fen === undefined ? '—' : yuan(fen)}</strong>{' '}
      <span className="quiet">{say('yuan')}</span>
      {more && <span className="quiet more">{more}</span>}
    </div>
  );
}

/** Rows of households and amounts; where they could tell of one family, they are not shown. */
function Cells({ caption, head, rows }: { caption: string; head: string; rows: [string, Cell][] }) {
  const say = useWords(words);
  const sayChart = useWords(chartWords);
  if (rows.length === 0) return null;
  return (
    <section>
      <h3>
        {caption} <small className="quiet">{say('sinceBeginning')}</small>
      </h3>
      <table>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col" className="figure">
              {say('householdsHead')}
            </th>
            <th scope="col" className="figure">
              {say('amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, cell]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {cell.amount === undefined ? (
                <td colSpan={2} className="quiet figure">
                  {sayChart('few')}
                </td>
              ) : (
                <>
                  <td className="figure">{cell.households}</td>
                  <td className="figure">{yuan(cell.amount)}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function FundFigures({ fund }: { fund: Fund }) {
  const say = useWords(words);
  const sayChart = useWords(chartWords);
  const total = (of: (month: Fund['months'][number]) => number | undefined) =>
    fund.months.reduce((sum, month) => sum + (of(month) ?? 0), 0);
  const causeName = useCauseName();
  const hidden = fund.months.some((month) => month.few);
  return (
    <article className="card">
      <h2>
        {fund.name} <small className="tag">{say(`level_${fund.region.level}`)}</small>
      </h2>
      <div className="sums">
        <Sum
          name={sayChart('received')}
          fen={total((month) => month.donated)}
          more={say('giftsCount', { n: total((month) => month.gifts).toLocaleString() })}
        />
        <Sum name={sayChart('government')} fen={total((month) => month.government)} />
        <Sum
          name={sayChart('aided')}
          fen={hidden ? undefined : total((month) => month.aided)}
          more={
            hidden
              ? undefined
              : say('households', { n: total((month) => month.households).toLocaleString() })
          }
        />
        <Sum name={say('balance')} fen={fund.balance} />
      </div>
      <h3>{sayChart('byMonth')}</h3>
      <MonthlyMoney months={fund.months} fund={fund.name} />
      <div className="two">
        <Cells
          caption={say('causes')}
          head={say('cause')}
          rows={fund.causes.map((row) => [causeName(row.cause, row.name), row])}
        />
        <Cells
          caption={say('townships')}
          head={say('township')}
          rows={fund.townships.map((row) => [row.name ?? row.code, row])}
        />
      </div>
    </article>
  );
}

/** Funds in which something happened come first; the city's before its counties'. */
function busy(fund: Fund): boolean {
  return fund.months.some((month) => month.donated || month.government || month.transferred_in);
}

export function Overview() {
  const say = useWords(words);
  const month = today().slice(0, 7);
  const now = Number(month.slice(0, 4));
  const [year, setYear] = useState(now);
  const [state, again] = useRead<Schemas['public_overview']>(
    `/v1/public/overview?from=${year}-01&to=${year === now ? month : `${year}-12`}`,
  );
  return (
    <Frame title={say('overviewTitle')}>
      <p className="tools">
        <label>
          {say('year')}{' '}
          <select value={year} onChange={(event) => setYear(Number(event.target.value))}>
            {Array.from({ length: 7 }, (_, i) => now - i).map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
        <span className="quiet">
          {state.at === 'read' &&
            state.value.as_of.time &&
            say('asOf', {
              time: moment(state.value.as_of.time),
              n: state.value.as_of.size.toLocaleString(),
            })}
        </span>
      </p>
      {state.at === 'reading' && <Waiting />}
      {state.at === 'failed' && <Failed again={again} />}
      {state.at === 'read' && !state.value.funds.some(busy) && <p>{say('nothing')}</p>}
      {state.at === 'read' &&
        state.value.funds.filter(busy).map((fund) => <FundFigures key={fund.fund} fund={fund} />)}
    </Frame>
  );
}
