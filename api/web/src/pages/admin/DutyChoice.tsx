import { Alert, Checkbox } from 'antd';
import { cautionsOf, conflictOf } from '@/domain/duties';
import { useChoices } from '@/domain/labels';
import type { Duty } from '@/session/session';
import { useWords } from '@/words';
import { words } from './words';

/** Duties to be ticked; what cannot be joined is said as soon as it is. A field of antd's Form. */
export function DutyChoice({
  value = [],
  onChange,
  id,
}: {
  value?: Duty[];
  onChange?: (duties: Duty[]) => void;
  id?: string;
}) {
  const say = useWords(words);
  const options = useChoices('duty');
  const conflict = conflictOf(value);
  return (
    <div id={id} role="group" aria-label={say('duties')}>
      <Checkbox.Group
        className="mz-duties"
        options={options}
        value={value}
        // The ledger takes them in the order of their codes.
        onChange={(ticked) => onChange?.([...(ticked as Duty[])].sort())}
      />
      <div aria-live="polite">
        {conflict && <Alert type="error" showIcon title={say(conflict)} />}
        {!conflict &&
          cautionsOf(value).map((caution) => (
            <Alert key={caution} type="warning" showIcon title={say(caution)} />
          ))}
      </div>
    </div>
  );
}
