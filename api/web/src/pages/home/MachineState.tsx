import { Skeleton } from 'antd';
import { Link } from 'react-router-dom';
import { words as appWords } from '@/app/words';
import { concerns } from '@/pages/admin/upkeep';
import { useUpkeep } from '@/pages/admin/upkeepReads';
import { LoadProblem } from '@/ui/Problem';
import { StateTag } from '@/ui/Tag';
import { useWords } from '@/words';
import { words } from './words';

/** For the administrator: what of the machine wants looking after. */
export function MachineState() {
  const say = useWords(words);
  const sayApp = useWords(appWords);
  const upkeep = useUpkeep();
  const found = upkeep.data ? concerns(upkeep.data) : [];
  return (
    <section className="mz-card" aria-labelledby="machine">
      <h2 id="machine">{sayApp('health')}</h2>
      {upkeep.isError && <LoadProblem error={upkeep.error} again={() => void upkeep.refetch()} />}
      {upkeep.isPending && <Skeleton active={false} />}
      {upkeep.data && (
        <p>
          {found.map((one) => (
            <StateTag key={one} tone="bad">
              {say(one)}
            </StateTag>
          ))}
          {found.length === 0 && <StateTag tone="good">{say('healthy')}</StateTag>}
        </p>
      )}
      <Link to="/health">{say('more')}</Link>
    </section>
  );
}
