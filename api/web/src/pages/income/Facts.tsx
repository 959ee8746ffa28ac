import type { ReactNode } from 'react';

export type Fact = [name: string, value: ReactNode];

/** Names and values, one line each. */
export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className="mz-gift-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
