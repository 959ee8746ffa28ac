import { useEffect } from 'react';
import { Button, Form, Input, Select } from 'antd';
import { useEntities } from '@/domain/bookRows';
import { useTitles } from '@/domain/titles';
import type { Duty } from '@/session/session';
import { Page } from '@/ui/Page';
import { showAtField, WriteProblem } from '@/ui/Problem';
import { useWords } from '@/words';
import { PersonFields } from './PersonFields';
import { usePeople } from './reads';
import { Seconders } from './Seconders';
import { useAct } from './useAct';
import { words } from './words';

interface Fields {
  person: string;
  entity: string;
  subject?: string;
  duties: Duty[];
  scope?: string[];
}

/** Opaque, as the ledger wants it: names a natural person, and tells nothing of them. */
function newSubject(): string {
  return 'p' + crypto.randomUUID().replaceAll('-', '').slice(0, 20);
}

export default function Enrol() {
  const say = useWords(words);
  const title = useTitles();
  const [form] = Form.useForm<Fields>();
  const entities = useEntities().data ?? [];
  const people = usePeople().data ?? [];
  const { act, state, busy, alone } = useAct('person.enrolled');
  const entity = Form.useWatch('entity', form);
  const only = entities.length === 1 ? entities[0] : undefined;

  useEffect(() => showAtField(form, state), [form, state]);
  useEffect(() => {
    if (only) form.setFieldValue('entity', only.entity);
  }, [form, only]);

  function send({ scope, subject, ...rest }: Fields) {
    const body = { ...rest, subject: subject ?? newSubject(), ...(scope?.length && { scope }) };
    void act({ body }, `/people/${rest.person}`);
  }
  const needed = { required: true, message: say('needed') };
  return (
    <Page title={say('enrol')}>
      <section className="mz-card mz-form">
        <Form<Fields> form={form} layout="vertical" requiredMark={false} onFinish={send}>
          <Form.Item
            name="person"
            label={say('person')}
            extra={say('personHint')}
            rules={[needed, { pattern: /^[a-z0-9][a-z0-9_.-]{0,22}$/, message: say('personHint') }]}
          >
            <Input autoFocus autoComplete="off" maxLength={23} />
          </Form.Item>
          <Form.Item name="entity" label={say('entity')} rules={[needed]}>
            <Select
              aria-label={say('entity')}
              options={entities.map((one) => ({
                value: one.entity,
                label: title('entities', one.entity),
              }))}
            />
          </Form.Item>
          <PersonFields entity={entity} />
          <Form.Item name="subject" label={say('sameAs')} extra={say('sameAsHint')}>
            <Select
              allowClear
              showSearch
              aria-label={say('sameAs')}
              placeholder={say('newPerson')}
              options={people.map((one) => ({ value: one.subject, label: one.person }))}
            />
          </Form.Item>
          <Seconders kind="person.enrolled" alone={alone} />
          <WriteProblem state={state} />
          <Button type="primary" htmlType="submit" loading={busy} style={{ marginTop: 12 }}>
            {alone ? say('writeNow') : say('propose')}
          </Button>
        </Form>
      </section>
    </Page>
  );
}
