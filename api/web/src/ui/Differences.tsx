import { useWords } from '@/words';
import { words } from './words';

export interface Difference {
  name: string;
  before: string;
  after: string;
  unit?: string;
  figure?: boolean;
}

/** What changes, line by line: how it is, how it is to be. */
export function Differences({ rows }: { rows: Difference[] }) {
  const say = useWords(words);
  const side = rows.every(({ figure }) => figure) ? 'mz-number' : undefined;
  return (
    <table className="mz-differences">
      <caption className="mz-hidden">{say('differences')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('what')}</th>
          <th scope="col" className={side}>
            {say('before')}
          </th>
          <th scope="col" className={side}>
            {say('after')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, before, after, unit, figure }) => (
          <tr key={name}>
            <th scope="row">
              {name}
              {unit && <span className="mz-unit">{unit}</span>}
            </th>
            <td className={figure ? 'mz-number' : undefined}>
              <del>{before}</del>
            </td>
            <td className={figure ? 'mz-number' : undefined}>
              <ins>{after}</ins>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
