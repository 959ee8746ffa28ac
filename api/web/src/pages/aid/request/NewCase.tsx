import { useEffect, useMemo, useState } from 'react';
import { Alert, Button, Checkbox, Form, Input, Select } from 'antd';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { useWrite, type Ask } from '@/api/write';
import { moment, today } from '@/domain/dates';
import { useChoices, useLabels } from '@/domain/labels';
import { yuan } from '@/domain/money';
import { useOffice } from '@/session/session';
import { DateInput } from '@/ui/DateInput';
import { MoneyInput } from '@/ui/MoneyInput';
import { Page } from '@/ui/Page';
import { WriteProblem, showAtField } from '@/ui/Problem';
import { useWords } from '@/words';
import { useCodes } from '@/domain/tableRows';
import { membersNow, useNames } from '../household';
import { kIdPattern, newId } from '../identity';
import { docsOf } from '../papers';
import { PaperFirst, paperOf } from '../PaperFirst';
import { PapersInput } from '../PapersInput';
import { useHousehold, useLimits } from '../reads';
import { words as aidWords } from '../words';
import { Checks } from './Checks';
import { dropDraft, keepDraft, loadDraft, type Given } from './draft';
import { HouseholdSearch } from './HouseholdSearch';
import { words } from './words';
import '../aid.css';

function blank(household: string | undefined): Given {
  return { case: newId('c', today()), household, event_date: today(), by: 'workgroup' };
}

/** The entry of what was typed; undefined while it says too little. `head` is whom notes are about. */
function askOf(given: Given, fund: string, head: string | undefined): Ask | undefined {
  const { household, cause, event_date, amount_asked, by } = given;
  if (!household || !cause || !event_date || amount_asked === undefined || !by) return undefined;
  const body = {
    case: given.case,
    household,
    cause,
    event_date,
    amount_asked,
    by,
    ...(given.victim && { victim: given.victim }),
    ...(given.urgent && { urgent: true }),
    docs: docsOf(given.papers),
    ...paperOf(given),
  };
  const details = Object.entries({
    note: given.note?.trim(),
    urgent_basis: given.urgent ? given.basis?.trim() : undefined,
  }).filter(([, text]) => text);
  const subject = given.victim ?? head;
  return details.length > 0 && subject
    ? { fund, body, private: [{ subject, details: Object.fromEntries(details) }] }
    : { fund, body };
}

function Family({ household }: { household: string | undefined }) {
  const say = useWords(words);
  const family = useHousehold(household).data;
  const name = useNames(family?.history);
  const label = useLabels();
  const members = family ? membersNow(family.household) : [];
  return (
    <section className="mz-card">
      <h2>{say('who')}</h2>
      <div className="mz-aid-fields">
        <Form.Item
          name="household"
          label={say('household')}
          rules={[{ required: true, message: say('needed') }]}
          extra={
            <>
              {say('householdHint')}{' '}
              <Link to="/households/new?then=case">{say('newHousehold')}</Link>
            </>
          }
        >
          <HouseholdSearch />
        </Form.Item>
        <Form.Item name="victim" label={say('victim')}>
          <Select
            allowClear
            placeholder={say('wholeFamily')}
            options={members.map(({ person, relation: to }) => ({
              value: person,
              label: `${name(person) || person} · ${label('relation', to)}`,
            }))}
          />
        </Form.Item>
      </div>
    </section>
  );
}

function Request({ urgent }: { urgent: boolean }) {
  const say = useWords(words);
  const sayAid = useWords(aidWords);
  const limits = useLimits();
  const causes = useCodes('causes');
  const ways = useChoices('by');
  const needed = { required: true, message: say('needed') };
  return (
    <section className="mz-card">
      <h2>{say('what')}</h2>
      <div className="mz-aid-fields">
        <Form.Item name="cause" label={say('cause')} rules={[needed]}>
          <Select options={causes.choices()} />
        </Form.Item>
        <Form.Item name="event_date" label={say('eventDate')} rules={[needed]}>
          <DateInput max={today()} />
        </Form.Item>
        <Form.Item name="by" label={say('by')} rules={[needed]}>
          <Select options={ways} />
        </Form.Item>
        <Form.Item name="amount_asked" label={say('amount')} rules={[needed]}>
          <MoneyInput />
        </Form.Item>
      </div>
      <Form.Item
        name="urgent"
        valuePropName="checked"
        extra={
          urgent &&
          limits &&
          say('urgentWhy', {
            yuan: yuan(limits.urgent_release_max),
            n: limits.urgent_ratify_days,
          })
        }
      >
        <Checkbox>{say('urgent')}</Checkbox>
      </Form.Item>
      {urgent && (
        <Form.Item name="basis" label={say('urgentBasis')} rules={[needed]}>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={1000} />
        </Form.Item>
      )}
      <Form.Item name="note" label={say('note')}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={2000} />
      </Form.Item>
      <Form.Item
        name="case"
        label={say('caseId')}
        extra={say('caseHint')}
        rules={[needed, { pattern: kIdPattern, message: sayAid('idMalformed') }]}
        style={{ maxWidth: 300 }}
      >
        <Input autoComplete="off" />
      </Form.Item>
    </section>
  );
}

export default function NewCase() {
  const say = useWords(words);
  const go = useNavigate();
  const [params] = useSearchParams();
  const { session, fund } = useOffice();
  const person = session.person;
  const [form] = Form.useForm<Given>();
  const { state, busy, write } = useWrite();
  const before = useMemo(() => loadDraft(localStorage, person, fund), [person, fund]);
  const chosen = params.get('household') ?? undefined;
  const [kept, setKept] = useState(before?.kept);
  const initial = useMemo<Given>(
    () => ({
      ...(before?.given ?? blank(undefined)),
      ...(chosen && { household: chosen }),
    }),
    [before, chosen],
  );
  const [given, setGiven] = useState<Given>(initial);
  const family = useHousehold(given.household).data;
  const head = family?.household.members[0]?.person;
  const open = state.at !== 'sending' && state.at !== 'done';
  useEffect(() => showAtField(form, state), [form, state]);

  function keep(next: Given) {
    const now = Date.now();
    setGiven(next);
    if (keepDraft(localStorage, person, fund, next, now)) setKept(now);
  }
  function changed(part: Partial<Given>, all: Given) {
    const other = 'household' in part && all.victim !== undefined;
    if (other) form.setFieldValue('victim', undefined);
    keep(other ? { ...all, victim: undefined } : all);
  }
  function clear() {
    dropDraft(localStorage, person, fund);
    const empty = blank(chosen);
    form.resetFields();
    form.setFieldsValue({
      ...Object.fromEntries(Object.keys(given).map((k) => [k, undefined])),
      ...empty,
    });
    setGiven(empty);
    setKept(undefined);
  }
  async function save(values: Given) {
    const ask = askOf(values, fund, head);
    if (!ask || !(await write('case.opened', ask))) return;
    dropDraft(localStorage, person, fund);
    go(`/cases/${values.case}`);
  }

  return (
    <Page title={say('title')} about={say('about')}>
      <Form<Given>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={initial}
        onValuesChange={changed}
        onFinish={save}
        scrollToFirstError={{ block: 'center' }}
      >
        <div className="mz-aid-two">
          <div>
            {before && (
              <Alert
                type="info"
                showIcon
                style={{ marginBottom: 16 }}
                title={say('draftFound')}
                action={
                  <Button size="small" onClick={clear}>
                    {say('clear')}
                  </Button>
                }
              />
            )}
            <Family household={given.household} />
            <Request urgent={given.urgent === true} />
            <section className="mz-card">
              <h2>{say('papers')}</h2>
              <Form.Item name="papers" noStyle>
                <PapersInput first="application" />
              </Form.Item>
              <PaperFirst />
            </section>
          </div>
          <Checks given={given} ask={open ? askOf(given, fund, head) : undefined} />
        </div>
        <WriteProblem state={state} />
        <div className="mz-actions" style={{ marginTop: 12, alignItems: 'center' }}>
          <Button type="primary" htmlType="submit" size="large" loading={busy}>
            {say('send')}
          </Button>
          {kept !== undefined && (
            <span className="mz-muted">
              {say('draftKept', { time: moment(new Date(kept).toISOString()) })}
            </span>
          )}
        </div>
      </Form>
    </Page>
  );
}
