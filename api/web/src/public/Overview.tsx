import { useState } from 'react';
import type { Schemas } from '@/api/client';
import { moment } from '@/domain/dates';
import { yuan } from '@/domain/money';
import { useWords } from '@/words';
import { Bars } from './Bars';
import { Failed, Frame, Waiting } from './Frame';
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

/** Rows of households and amounts; a cell of fewer than three households is not shown. */
function Cells({ caption, head, rows }: { caption: string; head: string; rows: [string, Cell][] }) {
  const say = useWords(words);
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
                  {say('few')}
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

function Months({ fund }: { fund: Fund }) {
  const say = useWords(words);
  return (
    <details>
      <summary>{say('asTable')}</summary>
      <div className="wide">
        <table>
          <thead>
            <tr>
              <th scope="col">{say('month')}</th>
              {(['received', 'government', 'transferIn', 'aided', 'transferOut'] as const).map(
                (name) => (
                  <th key={name} scope="col" className="figure">
                    {say(name)}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {fund.months.map((month) => (
              <tr key={month.month}>
                <th scope="row">{month.month}</th>
                <td className="figure">{yuan(month.donated)}</td>
                <td className="figure">{yuan(month.government)}</td>
                <td className="figure">{yuan(month.transferred_in)}</td>
                <td className="figure">
                  {month.aided === undefined ? say('few') : yuan(month.aided)}
                </td>
                <td className="figure">{yuan(month.transferred_out)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function FundFigures({ fund }: { fund: Fund }) {
  const say = useWords(words);
  const total = (of: (month: Fund['months'][number]) => number | undefined) =>
    fund.months.reduce((sum, month) => sum + (of(month) ?? 0), 0);
  const bars = fund.months.map((month) => ({
    label: String(Number(month.month.slice(5))),
    income: month.donated + month.government + month.transferred_in,
    use: month.aided,
  }));
  const hidden = fund.months.some((month) => month.few);
  return (
    <article className="card">
      <h2>
        {fund.name} <small className="tag">{say(`level_${fund.region.level}`)}</small>
      </h2>
      <div className="sums">
        <Sum
          name={say('received')}
          fen={total((month) => month.donated)}
          more={say('giftsCount', { n: total((month) => month.gifts) })}
        />
        <Sum name={say('government')} fen={total((month) => month.government)} />
        <Sum
          name={say('aided')}
          fen={hidden ? undefined : total((month) => month.aided)}
          more={hidden ? undefined : say('households', { n: total((month) => month.households) })}
        />
        <Sum name={say('balance')} fen={fund.balance} />
      </div>
      <h3>{say('byMonth')}</h3>
      <Bars
        bars={bars}
        incomeName={`${say('received')} + ${say('government')}`}
        useName={say('aided')}
        title={`${fund.name}: ${say('byMonth')}`}
      />
      <Months fund={fund} />
      <div className="two">
        <Cells
          caption={say('causes')}
          head={say('cause')}
          rows={fund.causes.map((row) => [row.name ?? row.cause, row])}
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
  const now = new Date().getFullYear();
  const [year, setYear] = useState(now);
  const [state, again] = useRead<Schemas['public_overview']>(
    `/v1/public/overview?from=${year}-01&to=${year}-12`,
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
        {state.at === 'read' && state.value.as_of.time && (
          <span className="quiet">
            {say('asOf', { time: moment(state.value.as_of.time), n: state.value.as_of.size })}
          </span>
        )}
      </p>
      {state.at === 'reading' && <Waiting />}
      {state.at === 'failed' && <Failed again={again} />}
      {state.at === 'read' && !state.value.funds.some(busy) && <p>{say('nothing')}</p>}
      {state.at === 'read' &&
        state.value.funds.filter(busy).map((fund) => <FundFigures key={fund.fund} fund={fund} />)}
    </Frame>
  );
}
