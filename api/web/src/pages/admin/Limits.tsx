import { Button, Spin } from 'antd';
import { Link } from 'react-router-dom';
import {
  limitRows,
  limitText,
  limitUnit,
  useLimitWords,
  type LimitGroup,
  type Limits as LimitSet,
} from '@/domain/limits';
import { hasDuty, useOffice } from '@/session/session';
import { Page } from '@/ui/Page';
import { LoadProblem } from '@/ui/Problem';
import { useWords } from '@/words';
import { words as appWords } from '@/app/words';
import { Pending } from './Pending';
import { usePolicy } from './reads';
import { words } from './words';

export const limitGroups: readonly LimitGroup[] = ['who', 'decides', 'time', 'books'];

function Group({ group, limits }: { group: LimitGroup; limits: LimitSet }) {
  const say = useWords(words);
  const sayLimit = useLimitWords();
  return (
    <section className="mz-card">
      <h2>{sayLimit(group)}</h2>
      <table className="mz-list">
        <thead>
          <tr>
            <th scope="col">{say('limit')}</th>
            <th scope="col" className="mz-number">
              {say('value')}
            </th>
            <th scope="col">{say('unit')}</th>
            <th scope="col" className="mz-wide-only">
              {say('source')}
            </th>
          </tr>
        </thead>
        <tbody>
          {limitRows
            .filter((row) => row.group === group)
            .map((row) => (
              <tr key={row.name}>
                <th scope="row">{sayLimit(row.name)}</th>
                <td className="mz-number">{limitText(sayLimit, row, limits)}</td>
                <td className="mz-muted">{limitUnit(sayLimit, row)}</td>
                <td className="mz-muted mz-wide-only">{sayLimit(row.source)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  );
}

export default function Limits() {
  const say = useWords(words);
  const sayApp = useWords(appWords);
  const { session } = useOffice();
  const policy = usePolicy();
  return (
    <Page
      title={sayApp('limits')}
      about={policy.data && say('limitsAbout', { seq: policy.data.seq, by: policy.data.by })}
      actions={
        policy.data &&
        hasDuty(session, 'administrator') && (
          <Link to="/limits/new">
            <Button type="primary" tabIndex={-1}>
              {say('newLimits')}
            </Button>
          </Link>
        )
      }
    >
      <Pending kinds={['policy.adopted']} text="pendingLimits" />
      {policy.isError && <LoadProblem error={policy.error} again={() => void policy.refetch()} />}
      {policy.isPending && <Spin />}
      {policy.data && (
        <div className="mz-narrow">
          {limitGroups.map((group) => (
            <Group key={group} group={group} limits={policy.data.limits} />
          ))}
        </div>
      )}
    </Page>
  );
}
