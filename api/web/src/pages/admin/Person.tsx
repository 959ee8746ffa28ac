import { useEffect } from 'react';
import { Button, Empty, Form, Radio, Spin } from 'antd';
import { Link, useParams } from 'react-router-dom';
import { useChoices, useLabels } from '@/domain/labels';
import { useTitles } from '@/domain/titles';
import { hasDuty, useOffice, type Duty } from '@/session/session';
import { Page } from '@/ui/Page';
import { LoadProblem, showAtField, WriteProblem } from '@/ui/Problem';
import { StateTag } from '@/ui/Tag';
import { useWords } from '@/words';
import { Access } from './Access';
import { Pending } from './Pending';
import { statusTone } from './People';
import { PersonDifferences } from './PersonDifferences';
import { PersonFields } from './PersonFields';
import { usePeople, type Person as Row } from './reads';
import { Seconders } from './Seconders';
import { useAct } from './useAct';
import { words } from './words';

interface Fields {
  duties: Duty[];
  scope?: string[];
  status: Row['status'];
}

/** What the entry says: all of how it is to be, but duties only where they change. */
function bodyOf(row: Row, { duties, scope, status }: Fields) {
  const same = JSON.stringify(duties) === JSON.stringify(row.duties);
  return {
    person: row.person,
    status,
    ...(!same && { duties }),
    ...(scope?.length && { scope: [...scope].sort() }),
  };
}

function unchanged(row: Row, { duties, scope = [], status }: Fields): boolean {
  const now = JSON.stringify([row.duties, [...(row.scope ?? [])].sort(), row.status]);
  return now === JSON.stringify([duties, [...scope].sort(), status]);
}

function ChangeForm({ row }: { row: Row }) {
  const say = useWords(words);
  const [form] = Form.useForm<Fields>();
  const { act, state, busy, alone } = useAct('person.changed');
  const choices = useChoices('status');
  const now: Fields = { duties: row.duties, scope: row.scope, status: row.status };
  const wanted = Form.useWatch((fields: Fields) => fields, form) ?? now;
  const same = !wanted.duties || unchanged(row, wanted);

  useEffect(() => showAtField(form, state), [form, state]);
  return (
    <section className="mz-card mz-form">
      <h2>{say('changeDuties')}</h2>
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={now}
        onFinish={(fields) => void act({ body: bodyOf(row, fields) }, `/people/${row.person}`)}
      >
        <Form.Item name="status" label={say('status')}>
          <Radio.Group options={choices} aria-label={say('status')} />
        </Form.Item>
        <PersonFields entity={row.entity} />
        {same ? (
          <p className="mz-muted">{say('noChange')}</p>
        ) : (
          <>
            <PersonDifferences before={row} after={bodyOf(row, wanted)} />
            <Seconders kind="person.changed" alone={alone} />
          </>
        )}
        <WriteProblem state={state} />
        <Button
          type="primary"
          htmlType="submit"
          disabled={same}
          loading={busy}
          style={{ marginTop: 12 }}
        >
          {alone ? say('writeNow') : say('change')}
        </Button>
      </Form>
    </section>
  );
}

function Facts({ row }: { row: Row }) {
  const say = useWords(words);
  const label = useLabels();
  const title = useTitles();
  const all = row.entity ? say('allFunds') : say('wholeLedger');
  return (
    <section className="mz-card">
      <dl className="mz-facts">
        <dt>{say('status')}</dt>
        <dd>
          <StateTag tone={statusTone[row.status]}>{label('status', row.status)}</StateTag>
        </dd>
        <dt>{say('duties')}</dt>
        <dd>{row.duties.map((duty) => label('duty', duty)).join('、')}</dd>
        <dt>{say('entity')}</dt>
        <dd>{row.entity ? title('entities', row.entity) : say('wholeLedger')}</dd>
        <dt>{say('scope')}</dt>
        <dd>{row.scope?.map((fund) => title('funds', fund)).join('、') ?? all}</dd>
      </dl>
    </section>
  );
}

export default function Person() {
  const say = useWords(words);
  const { person = '' } = useParams();
  const { session } = useOffice();
  const people = usePeople();
  const row = people.data?.find((one) => one.person === person);
  const administrator = hasDuty(session, 'administrator');
  return (
    <Page title={person} actions={<Link to="/people">{say('backToPeople')}</Link>}>
      <Pending kinds={['person.changed']} text="pendingPerson" />
      {people.isError && <LoadProblem error={people.error} again={() => void people.refetch()} />}
      {people.isPending && <Spin />}
      {people.data && !row && <Empty description={say('noSuchPerson')} />}
      {row && <Facts row={row} />}
      {row && administrator && <ChangeForm key={JSON.stringify(row)} row={row} />}
      {row && administrator && <Access person={row.person} />}
    </Page>
  );
}
