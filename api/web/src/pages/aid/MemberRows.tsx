import { useId } from 'react';
import { Button, Form, Input, Select } from 'antd';
import { useLabels } from '@/domain/labels';
import { memberRelations } from '@/domain/relations';
import { DateInput } from '@/ui/DateInput';
import { useWords } from '@/words';
import { words } from './householdWords';
import { isMistyped, plainNumber } from './identity';
import { words as aidWords } from './words';

/** One person as typed, or as on file: then `person` is their id. */
export interface MemberGiven {
  person?: string;
  number?: string;
  name?: string;
  phone?: string;
  relation: string;
  from?: string;
  to?: string;
}

/** One row; who is on file already keeps the number, and their name is changed by typing another. */
function MemberRow({
  place,
  field,
  nameOf,
  onRemove,
}: {
  place: number;
  field: number;
  nameOf: (person: string) => string;
  onRemove?: () => void;
}) {
  const say = useWords(words);
  const sayAid = useWords(aidWords);
  const label = useLabels();
  const form = Form.useFormInstance();
  const person = Form.useWatch(['members', field, 'person'], form) as string | undefined;
  const needed = { required: true, message: sayAid('needed') };
  const title = useId();

  function checkNumber(_: unknown, value: string | undefined) {
    if (person) return Promise.resolve();
    const number = plainNumber(value ?? '');
    if (number === '') return Promise.reject(new Error(sayAid('needed')));
    if (!/^[!-~]{4,68}$/.test(number)) return Promise.reject(new Error(say('numberShort')));
    if (isMistyped(number)) return Promise.reject(new Error(say('numberWrong')));
    const all = (form.getFieldValue('members') ?? []) as (MemberGiven | undefined)[];
    const same = all.filter((one) => one?.number && plainNumber(one.number) === number);
    return same.length > 1 ? Promise.reject(new Error(say('numberTwice'))) : Promise.resolve();
  }

  return (
    <div role="group" aria-labelledby={title} className="mz-aid-row">
      <p id={title} className="mz-aid-row-title">
        {say('member', { n: place })}
        {person && ` · ${say('known')} ${nameOf(person)}`}
      </p>
      <Form.Item name={[field, 'person']} hidden>
        <Input aria-hidden />
      </Form.Item>
      <Form.Item name={[field, 'name']} label={say('name')} rules={person ? [] : [needed]}>
        <Input autoComplete="off" placeholder={person ? nameOf(person) : undefined} />
      </Form.Item>
      {!person && (
        <Form.Item
          name={[field, 'number']}
          label={say('number')}
          rules={[{ validator: checkNumber }]}
        >
          <Input autoComplete="off" maxLength={68} />
        </Form.Item>
      )}
      <Form.Item name={[field, 'phone']} label={say('phone')}>
        <Input autoComplete="off" inputMode="tel" />
      </Form.Item>
      <Form.Item name={[field, 'relation']} label={say('relation')} rules={[needed]}>
        <Select
          options={memberRelations.map((value) => ({ value, label: label('relation', value) }))}
        />
      </Form.Item>
      <Form.Item name={[field, 'from']} label={say('since')}>
        <DateInput />
      </Form.Item>
      <Form.Item name={[field, 'to']} label={say('until')}>
        <DateInput />
      </Form.Item>
      {onRemove && (
        <Form.Item>
          <Button onClick={onRemove} aria-label={`${say('remove')} ${say('member', { n: place })}`}>
            {say('remove')}
          </Button>
        </Form.Item>
      )}
    </div>
  );
}

export function MemberRows({ nameOf }: { nameOf: (person: string) => string }) {
  const say = useWords(words);
  return (
    <section className="mz-card">
      <h2>{say('members')}</h2>
      <Form.List name="members">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }, index) => (
              <MemberRow
                key={key}
                place={index + 1}
                field={name}
                nameOf={nameOf}
                onRemove={fields.length > 1 ? () => remove(name) : undefined}
              />
            ))}
            {fields.length < 40 && (
              <Button onClick={() => add({ relation: 'other' })}>{say('addMember')}</Button>
            )}
          </>
        )}
      </Form.List>
    </section>
  );
}
