import type { Schemas } from '@/api/client';
import { useLabels } from '@/domain/labels';
import { useTitles } from '@/domain/titles';
import { Differences, type Difference } from '@/ui/Differences';
import { useWords } from '@/words';
import type { Person } from './reads';
import { words } from './words';

/** What a change of a person makes: their duties, funds and status, old → new. */
export function PersonDifferences({
  before,
  after,
}: {
  before: Person;
  after: Schemas['body_person_changed'];
}) {
  const say = useWords(words);
  const label = useLabels();
  const title = useTitles();
  const duties = (list: Person['duties']) => list.map((duty) => label('duty', duty)).join('、');
  const scope = (funds: string[] | undefined) =>
    funds
      ? [...funds]
          .sort()
          .map((fund) => title('funds', fund))
          .join('、')
      : before.entity
        ? say('allFunds')
        : say('wholeLedger');
  const rows: Difference[] = [
    {
      name: say('status'),
      before: label('status', before.status),
      after: label('status', after.status),
    },
    {
      name: say('duties'),
      before: duties(before.duties),
      after: duties(after.duties ?? before.duties),
    },
    { name: say('scope'), before: scope(before.scope), after: scope(after.scope) },
  ];
  return <Differences rows={rows.filter((row) => row.before !== row.after)} />;
}
