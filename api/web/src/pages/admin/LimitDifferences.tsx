import { changedLimits, limitText, limitUnit, useLimitWords, type Limits } from '@/domain/limits';
import { Differences } from '@/ui/Differences';

/** What a change of the limits makes: only the figures that differ, old → new. */
export function LimitDifferences({ before, after }: { before: Limits; after: Limits }) {
  const say = useLimitWords();
  return (
    <Differences
      rows={changedLimits(before, after).map((row) => ({
        name: say(row.name),
        before: limitText(say, row, before),
        after: limitText(say, row, after),
        unit: limitUnit(say, row),
        figure: true,
      }))}
    />
  );
}
