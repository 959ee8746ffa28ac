import { Form, Select } from 'antd';
import { conflictOf } from '@/domain/duties';
import { useTitles } from '@/domain/titles';
import type { Duty } from '@/session/session';
import { useWords } from '@/words';
import { DutyChoice } from './DutyChoice';
import { useFunds } from './reads';
import { words } from './words';

/** Duties and funds: what enrolling and changing have in common. */
export function PersonFields({ entity }: { entity: string | undefined }) {
  const say = useWords(words);
  const title = useTitles();
  const funds = useFunds().data ?? [];
  return (
    <>
      <Form.Item
        name="duties"
        label={say('duties')}
        extra={say('pairs')}
        rules={[
          {
            validator: (_, duties: Duty[] = []) => {
              if (duties.length === 0) return Promise.reject(new Error(say('oneDuty')));
              const conflict = conflictOf(duties);
              return conflict ? Promise.reject(new Error(say(conflict))) : Promise.resolve();
            },
            validateTrigger: 'onSubmit',
          },
        ]}
      >
        <DutyChoice />
      </Form.Item>
      <Form.Item name="scope" label={say('scope')} extra={say('scopeHint')}>
        <Select
          mode="multiple"
          allowClear
          aria-label={say('scope')}
          placeholder={entity ? say('allFunds') : say('wholeLedger')}
          optionFilterProp="label"
          options={funds
            .filter((one) => !entity || one.entity === entity)
            .map(({ fund }) => ({ value: fund, label: title('funds', fund) }))}
        />
      </Form.Item>
    </>
  );
}
