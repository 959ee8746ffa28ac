import { useEffect, useMemo } from 'react';
import { Button, Form, Input, Select, Skeleton } from 'antd';
import { useNavigate, useParams, useSearchParams } from 'react-router-dom';
import { useWrite, type Ask } from '@/api/write';
import { today } from '@/domain/dates';
import { useChoices } from '@/domain/labels';
import { useOffice } from '@/session/session';
import { DateInput } from '@/ui/DateInput';
import { Page } from '@/ui/Page';
import { LoadProblem, WriteProblem, showAtField } from '@/ui/Problem';
import { useWords } from '@/words';
import { useNames } from './household';
import { words } from './householdWords';
import { kIdPattern, newId, plainNumber } from './identity';
import { MemberRows, type MemberGiven } from './MemberRows';
import { VillageInput } from './parts';
import { useHousehold, type Household, type HouseholdPage } from './reads';
import { words as aidWords } from './words';
import './aid.css';

interface Given {
  household: string;
  village: string;
  class: Household['class'];
  residence_basis?: string;
  certificates?: { type: Household['class']; from?: string; to?: string }[];
  members: MemberGiven[];
}

/** Without what was left empty: the ledger has no empty values. */
function filled<T extends object>(value: T): T {
  return Object.fromEntries(
    Object.entries(value).filter(([, one]) => one !== undefined && one !== ''),
  ) as T;
}

function askOf(given: Given, fund: string): Ask {
  const idOf = (member: MemberGiven) => member.person ?? `id:${plainNumber(member.number ?? '')}`;
  const members = given.members.map((member) =>
    filled({
      person: idOf(member),
      relation: member.relation,
      from: member.from,
      to: member.to,
    }),
  );
  const details = given.members
    .map((member) => ({
      subject: idOf(member),
      details: filled({
        name: member.name?.trim(),
        phone: member.phone?.trim(),
        identity_number: member.number ? plainNumber(member.number) : undefined,
      }),
    }))
    .filter((one) => Object.keys(one.details).length > 0);
  const certificates = (given.certificates ?? []).map(filled);
  const body = filled({
    household: given.household,
    village: given.village,
    class: given.class,
    residence_basis: given.residence_basis,
    certificates: certificates.length > 0 ? certificates : undefined,
    members,
  });
  return details.length > 0 ? { fund, body, private: details } : { fund, body };
}

function Certificates() {
  const say = useWords(words);
  const types = useChoices('householdClass');
  return (
    <section className="mz-card">
      <h2>{say('certificates')}</h2>
      <Form.List name="certificates">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className="mz-aid-row">
                <Form.Item
                  name={[name, 'type']}
                  label={say('certificateType')}
                  rules={[{ required: true, message: say('certificateType') }]}
                >
                  <Select options={types} />
                </Form.Item>
                <Form.Item name={[name, 'from']} label={say('since')}>
                  <DateInput />
                </Form.Item>
                <Form.Item name={[name, 'to']} label={say('until')}>
                  <DateInput />
                </Form.Item>
                <Form.Item>
                  <Button onClick={() => remove(name)}>{say('remove')}</Button>
                </Form.Item>
              </div>
            ))}
            {fields.length < 8 && <Button onClick={() => add({})}>{say('addCertificate')}</Button>}
          </>
        )}
      </Form.List>
    </section>
  );
}

function HouseholdEditor({ page }: { page?: HouseholdPage }) {
  const say = useWords(words);
  const sayAid = useWords(aidWords);
  const go = useNavigate();
  const [params] = useSearchParams();
  const { fund } = useOffice();
  const [form] = Form.useForm<Given>();
  const { state, busy, write } = useWrite();
  const classes = useChoices('householdClass');
  const name = useNames(page?.history);
  const initial = useMemo<Partial<Given>>(
    () =>
      page
        ? { ...page.household, members: page.household.members.map((member) => ({ ...member })) }
        : { household: newId('h', today()), class: 'other', members: [{ relation: 'head' }] },
    [page],
  );
  useEffect(() => showAtField(form, state), [form, state]);

  async function save(given: Given) {
    const kind = page ? 'household.changed' : 'household.registered';
    const written = await write(kind, askOf({ ...given, household: given.household }, fund));
    if (!written) return;
    if (params.get('then') === 'case') go(`/cases/new?household=${given.household}`);
    else go(`/households/${given.household}`);
  }

  const needed = { required: true, message: sayAid('needed') };
  return (
    <Form<Given>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={initial}
      onFinish={save}
      style={{ maxWidth: 980 }}
    >
      <section className="mz-card">
        <h2>{say('basics')}</h2>
        <div className="mz-grid">
          <Form.Item
            name="household"
            label={say('household')}
            extra={page ? undefined : say('householdHint')}
            rules={[needed, { pattern: kIdPattern, message: sayAid('idMalformed') }]}
          >
            <Input readOnly={page !== undefined} autoComplete="off" />
          </Form.Item>
          <Form.Item name="village" label={say('village')} rules={[needed]}>
            <VillageInput />
          </Form.Item>
          <Form.Item name="class" label={say('householdClass')} rules={[needed]}>
            <Select options={classes} />
          </Form.Item>
          {!page && (
            <Form.Item name="residence_basis" label={say('residence')}>
              <Select
                allowClear
                options={[
                  { value: 'hukou', label: say('residence_hukou') },
                  { value: 'permit', label: say('residence_permit') },
                ]}
              />
            </Form.Item>
          )}
        </div>
      </section>
      <MemberRows nameOf={name} />
      <Certificates />
      <WriteProblem state={state} />
      <div className="mz-actions" style={{ marginTop: 16 }}>
        <Button type="primary" htmlType="submit" loading={busy}>
          {page ? say('saveChange') : say('save')}
        </Button>
        <Button onClick={() => go(-1)}>{sayAid('cancel')}</Button>
      </div>
    </Form>
  );
}

export function NewHousehold() {
  const say = useWords(words);
  return (
    <Page title={say('register')} about={say('about')}>
      <HouseholdEditor />
    </Page>
  );
}

export function ChangeHousehold() {
  const say = useWords(words);
  const { household: id = '' } = useParams();
  const asked = useHousehold(id);
  return (
    <Page title={say('changeTitle', { household: id })} about={say('about')}>
      {asked.isError && <LoadProblem error={asked.error} again={() => void asked.refetch()} />}
      {asked.isPending && <Skeleton active />}
      {asked.data && <HouseholdEditor page={asked.data} />}
    </Page>
  );
}
