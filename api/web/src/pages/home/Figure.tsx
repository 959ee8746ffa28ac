import type { ReactNode } from 'react';

/** One figure of the fund: what it is, the number with its unit, a word beside it. */
export function Figure({
  name,
  unit,
  children,
  note,
}: {
  name: string;
  unit?: string;
  children: ReactNode;
  note?: ReactNode;
}) {
  return (
    <div className="mz-figure-row">
      <dt>
        {name}
        {note && <span className="mz-muted mz-note">{note}</span>}
      </dt>
      <dd>
        {children}
        {unit && <span className="mz-unit">{unit}</span>}
      </dd>
    </div>
  );
}
