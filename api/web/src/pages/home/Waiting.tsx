import { Empty, Skeleton } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { api, take } from '@/api/client';
import { today } from '@/domain/dates';
import { yuan } from '@/domain/money';
import { LoadProblem } from '@/ui/Problem';
import { StateTag } from '@/ui/Tag';
import { useWords } from '@/words';
import { placeOf, sorted, unitOf, waited, type Task } from './tasks';
import { words } from './words';

function Work({ task }: { task: Task }) {
  const say = useWords(words);
  const unit = say(unitOf(task));
  const days = waited(task, today());
  return (
    <li>
      <Link to={placeOf(task)} className="mz-task">
        <span className="mz-task-name">{say(task.task)}</span>
        <span className="mz-task-count">
          <span className="mz-figure mz-big">{task.count}</span>
          <span className="mz-unit">{unit}</span>
        </span>
        <span className="mz-task-facts">
          {task.overdue > 0 && (
            <StateTag tone="bad">{say('overdue', { n: task.overdue, unit })}</StateTag>
          )}
          {task.amount !== undefined && (
            <span className="mz-muted mz-figure">
              {yuan(task.amount)} {say('yuan')}
            </span>
          )}
          <span className="mz-muted">{days === 0 ? say('today') : say('days', { n: days })}</span>
        </span>
      </Link>
    </li>
  );
}

function Works({ tasks }: { tasks: Task[] }) {
  return (
    <ul className="mz-tasks">
      {tasks.map((task) => (
        <Work key={task.task} task={task} />
      ))}
    </ul>
  );
}

/** What waits for this person, each kind of work one click from where it is done. */
export function Waiting() {
  const say = useWords(words);
  const tasks = useQuery({
    queryKey: ['tasks'],
    queryFn: () => take(api.GET('/v1/tasks', {})),
  });
  const { mine, others } = sorted(tasks.data?.items ?? []);
  return (
    <section className="mz-card" aria-labelledby="waiting">
      <h2 id="waiting">{say('waitsForMe')}</h2>
      {tasks.isError && <LoadProblem error={tasks.error} again={() => void tasks.refetch()} />}
      {tasks.isPending && <Skeleton active={false} />}
      {tasks.data && mine.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={say('nothing')}>
          <p className="mz-muted">{say('nothingWhy')}</p>
        </Empty>
      )}
      <Works tasks={mine} />
      {others.length > 0 && (
        <>
          <h3>{say('waitsForOthers')}</h3>
          <Works tasks={others} />
        </>
      )}
    </section>
  );
}
