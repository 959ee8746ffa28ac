import { yuan } from '@/domain/money';
import { ticksTo } from './ticks';

export interface Bar {
  label: string;
  income: number;
  /** None where it is not told. */
  use: number | undefined;
}

/** Two bars for each month, in fen, over lines of round sums in yuan. */
export function Bars({
  bars,
  incomeName,
  useName,
  title,
}: {
  bars: Bar[];
  incomeName: string;
  useName: string;
  title: string;
}) {
  const ticks = ticksTo(Math.max(...bars.flatMap((bar) => [bar.income, bar.use ?? 0])));
  const top = ticks.at(-1)!;
  const share = (fen: number) => `${(fen / top) * 100}%`;
  return (
    <figure className="mz-bars">
      <figcaption>
        <span>
          <i className="mz-bars-income" /> {incomeName}
        </span>
        <span>
          <i className="mz-bars-use" /> {useName}
        </span>
      </figcaption>
      <div className="mz-bars-frame" role="img" aria-label={title}>
        {ticks.map((tick) => (
          <span key={tick} className="mz-bars-tick" style={{ bottom: share(tick) }}>
            {Math.round(tick / 100).toLocaleString('en')}
          </span>
        ))}
        {bars.map(({ label, income, use }, i) => (
          <span
            key={i}
            className="mz-bars-month"
            title={`${label}\n${incomeName} ${yuan(income)}\n${useName} ${use === undefined ? '—' : yuan(use)}`}
          >
            <i className="mz-bars-income" style={{ height: share(income) }} />
            <i className="mz-bars-use" style={{ height: share(use ?? 0) }} />
            <b>{label}</b>
          </span>
        ))}
      </div>
    </figure>
  );
}
