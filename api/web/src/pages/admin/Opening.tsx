import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { Button, Form, Input, Select } from 'antd';
import { Navigate, useParams } from 'react-router-dom';
import type { Kind } from '@/api/write';
import { useEntities } from '@/domain/bookRows';
import { today } from '@/domain/dates';
import { useChoices } from '@/domain/labels';
import { useCodes } from '@/domain/tableRows';
import { useTitles } from '@/domain/titles';
import { DateInput } from '@/ui/DateInput';
import { DocumentNo } from '@/ui/DocumentNo';
import { Page } from '@/ui/Page';
import { showAtField, WriteProblem } from '@/ui/Problem';
import { useWords } from '@/words';
import { Pending } from './Pending';
import { usePeople } from './reads';
import { Seconders } from './Seconders';
import { useAct } from './useAct';
import { words } from './words';

const kSystems = ['npo2024', 'npo2004'] as const;

/** The words of this folder, and what a field that must be filled says. */
function useNeeded() {
  const say = useWords(words);
  return { say, needed: { required: true, message: say('needed') } };
}

/** What it is called, and the name by which the books know it. */
function NameFields({ id, hint }: { id: string; hint: string }) {
  const { say, needed } = useNeeded();
  return (
    <>
      <Form.Item name="title" label={say('name')} rules={[needed]}>
        <Input autoFocus autoComplete="off" maxLength={60} />
      </Form.Item>
      <Form.Item
        name={id}
        label={say('id')}
        extra={say('idHint', { example: hint })}
        rules={[
          needed,
          { pattern: /^[a-z0-9][a-z0-9_.-]{0,22}$/, message: say('idHint', { example: hint }) },
        ]}
      >
        <Input autoComplete="off" maxLength={23} />
      </Form.Item>
    </>
  );
}

function EntitySelect() {
  const { say, needed } = useNeeded();
  const title = useTitles();
  const entities = useEntities().data ?? [];
  return (
    <Form.Item name="entity" label={say('entity')} rules={[needed]}>
      <Select
        aria-label={say('entity')}
        options={entities.map(({ entity }) => ({
          value: entity,
          label: title('entities', entity),
        }))}
      />
    </Form.Item>
  );
}

function RegionSelect({ name, label }: { name: string; label: string }) {
  const { needed } = useNeeded();
  return (
    <Form.Item name={name} label={label} rules={[needed]}>
      <Select showSearch optionFilterProp="label" options={useCodes('regions').choices()} />
    </Form.Item>
  );
}

function EntityFields() {
  const { say, needed } = useNeeded();
  return (
    <>
      <NameFields id="entity" hint="shanghe_charity" />
      <Form.Item
        name="uscc"
        label={say('uscc')}
        rules={[{ pattern: /^[0-9A-Z]{18}$/, message: say('usccWrong') }]}
      >
        <Input autoComplete="off" maxLength={18} />
      </Form.Item>
      <Form.Item name="level" label={say('level')} rules={[needed]}>
        <Select options={useChoices('level')} />
      </Form.Item>
      <RegionSelect name="region" label={say('region')} />
      <Form.Item name="accounting_system" label={say('accountingSystem')} rules={[needed]}>
        <Select options={kSystems.map((value) => ({ value, label: say(value) }))} />
      </Form.Item>
      <Form.Item name="books_from" label={say('booksFrom')} rules={[needed]}>
        <Input type="month" style={{ width: 170 }} />
      </Form.Item>
    </>
  );
}

function FundFields() {
  const { say } = useNeeded();
  return (
    <>
      <NameFields id="fund" hint="shanghe" />
      <EntitySelect />
      <RegionSelect name="territory" label={say('territory')} />
      <DocumentNo />
    </>
  );
}

function AccountFields() {
  const { say, needed } = useNeeded();
  const people = usePeople().data ?? [];
  return (
    <>
      <NameFields id="account" hint="bank2" />
      <EntitySelect />
      <Form.Item name="type" label={say('accountType')} rules={[needed]}>
        <Select options={useChoices('accountType')} />
      </Form.Item>
      <Form.Item name="bound_source" label={say('boundSource')} extra={say('boundSourceHint')}>
        <Select allowClear placeholder={say('anySource')} options={useChoices('source')} />
      </Form.Item>
      <Form.Item name="custodian" label={say('custodian')}>
        <Select
          allowClear
          showSearch
          options={people
            .filter(({ status }) => status === 'active')
            .map(({ person }) => ({ value: person, label: person }))}
        />
      </Form.Item>
      <Form.Item name="from" label={say('openedOn')} rules={[needed]}>
        <DateInput />
      </Form.Item>
    </>
  );
}

interface Sort {
  kind: Kind;
  title: 'openEntity' | 'openFund' | 'openAccount';
  initial: () => object;
  fields: () => ReactNode;
}
const kSorts: Readonly<Record<string, Sort>> = {
  entity: {
    kind: 'entity.opened',
    title: 'openEntity',
    initial: () => ({
      level: 'county',
      accounting_system: 'npo2024',
      books_from: today().slice(0, 7),
    }),
    fields: EntityFields,
  },
  fund: { kind: 'fund.opened', title: 'openFund', initial: () => ({}), fields: FundFields },
  account: {
    kind: 'account.opened',
    title: 'openAccount',
    initial: () => ({ type: 'bank', from: today() }),
    fields: AccountFields,
  },
};

function OpeningForm({ sort }: { sort: Sort }) {
  const say = useWords(words);
  const [form] = Form.useForm<object>();
  const { act, state, busy, alone } = useAct(sort.kind);
  const Fields = sort.fields;
  useEffect(() => showAtField(form, state), [form, state]);

  function send(given: object) {
    const body = Object.fromEntries(Object.entries(given).filter(([, value]) => value));
    void act({ body }, '/organisation');
  }
  return (
    <section className="mz-card mz-form">
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={sort.initial()}
        onFinish={send}
      >
        <Fields />
        <Seconders kind={sort.kind} alone={alone} />
        <WriteProblem state={state} />
        <Button type="primary" htmlType="submit" loading={busy} style={{ marginTop: 12 }}>
          {alone ? say('writeNow') : say('propose')}
        </Button>
      </Form>
    </section>
  );
}

/** 设立会计主体, 设立专项基金, 开立账户: by the administrator, and a second person. */
export default function Opening() {
  const say = useWords(words);
  const { sort = '' } = useParams();
  const known = kSorts[sort];
  if (!known) return <Navigate to="/organisation" replace />;
  return (
    <Page title={say(known.title)} about={say('openingAbout')}>
      <Pending kinds={[known.kind]} text="pendingOrganisation" />
      <OpeningForm key={sort} sort={known} />
    </Page>
  );
}
