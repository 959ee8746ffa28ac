import { yuan } from '@/domain/money';

export interface Bar {
  label: string;
  income: number;
  use: number | undefined;
}

const kHeight = 150;

/** Two bars for each month, in fen; what they are is said by `incomeName` and `useName`. */
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
  const most = Math.max(1, ...bars.flatMap((bar) => [bar.income, bar.use ?? 0]));
  const tall = (fen: number) => Math.max(fen > 0 ? 2 : 0, (fen / most) * kHeight);
  const width = bars.length * 48 + 8;
  return (
    <figure className="bars">
      <figcaption>
        <span className="key income" /> {incomeName} <span className="key use" /> {useName}
      </figcaption>
      <svg viewBox={`0 0 ${width} ${kHeight + 24}`} role="img" aria-label={title}>
        <line x1="0" x2={width} y1={kHeight + 0.5} y2={kHeight + 0.5} className="axis" />
        {bars.map((bar, i) => (
          <g key={bar.label} transform={`translate(${i * 48 + 8} 0)`}>
            <rect
              className="income"
              x="0"
              width="17"
              y={kHeight - tall(bar.income)}
              height={tall(bar.income)}
            >
              <title>{`${bar.label} ${incomeName} ${yuan(bar.income)}`}</title>
            </rect>
            <rect
              className="use"
              x="19"
              width="17"
              y={kHeight - tall(bar.use ?? 0)}
              height={tall(bar.use ?? 0)}
            >
              <title>{`${bar.label} ${useName} ${bar.use === undefined ? '—' : yuan(bar.use)}`}</title>
            </rect>
            <text x="18" y={kHeight + 17} textAnchor="middle">
              {bar.label}
            </text>
          </g>
        ))}
      </svg>
    </figure>
  );
}
