import type { Schemas } from '@/api/client';
import { yuan } from '@/domain/money';
import { useWords } from '@/words';
import { Bars } from './Bars';
import { words } from './words';

type Month = Schemas['public_fund']['months'][number];

const kHeads = ['received', 'government', 'transferIn', 'aided', 'transferOut'] as const;

function MonthTable({ months }: { months: Month[] }) {
  const say = useWords(words);
  return (
    <div className="mz-bars-table">
      <table className="mz-list">
        <thead>
          <tr>
            <th scope="col">{say('month')}</th>
            {kHeads.map((name) => (
              <th key={name} scope="col" className="mz-number">
                {say(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {months.map((month) => (
            <tr key={month.month}>
              <th scope="row">{month.month}</th>
              <td className="mz-number">{yuan(month.donated)}</td>
              <td className="mz-number">{yuan(month.government)}</td>
              <td className="mz-number">{yuan(month.transferred_in)}</td>
              <td className="mz-number">
                {month.aided === undefined ? say('few') : yuan(month.aided)}
              </td>
              <td className="mz-number">{yuan(month.transferred_out)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What a fund took in and gave, month by month: bars, and the same as a table. */
export function MonthlyMoney({ months, fund }: { months: Month[]; fund: string }) {
  const say = useWords(words);
  return (
    <>
      <Bars
        bars={months.map((month) => ({
          label: say('monthOf', { n: Number(month.month.slice(5)) }),
          income: month.donated + month.government + month.transferred_in,
          use: month.aided,
        }))}
        incomeName={say('income')}
        useName={say('aided')}
        title={`${fund}: ${say('byMonth')}`}
      />
      <details className="mz-bars-details">
        <summary>{say('asTable')}</summary>
        <MonthTable months={months} />
      </details>
    </>
  );
}
