import { Alert, Checkbox, Form, Input, Radio, Select } from 'antd';
import { useChoices, useLabels } from '@/domain/labels';
import { payeeRelations } from '@/domain/relations';
import { useWords } from '@/words';
import { membersNow, useNames } from '../household';
import { words as householdWords } from '../householdWords';
import { isMistyped, plainNumber } from '../identity';
import { docsOf, type PaperGiven } from '../papers';
import { PapersInput } from '../PapersInput';
import { useHousehold, type Bodies, type CasePage } from '../reads';
import { ActForm, type Act, type ActProps } from './ActForm';
import { words } from './actWords';

type Type = Bodies['payee.set']['type'];

interface Given {
  type: Type;
  member?: string;
  number?: string;
  name?: string;
  relation?: string;
  method: Bodies['payee.set']['method'];
  account?: string;
  bank?: string;
  no_account?: boolean;
  papers?: PaperGiven[];
}

/** In the list of members: somebody who is none. */
const kOther = '';

function actOf(page: CasePage, given: Given, proposed: boolean): Act | undefined {
  const own = given.type === 'person' || given.type === 'guardian';
  const holder = own && given.member ? given.member : `id:${plainNumber(given.number ?? '')}`;
  const account = plainNumber(given.account ?? '');
  const body = {
    case: page.id,
    type: given.type,
    holder,
    relation: own ? given.relation : given.type,
    method: given.method,
    ...(given.method !== 'cash' && { account_tag: `account:${account}` }),
    ...(given.method === 'cash' && given.no_account && { no_account: true }),
    docs: docsOf(given.papers),
  };
  const details = Object.entries({
    name: given.name?.trim(),
    bank_account: given.method === 'cash' ? undefined : account,
    bank: given.bank?.trim(),
  }).filter(([, value]) => value);
  const ask = {
    fund: page.standing?.case.fund,
    body,
    ...(details.length > 0 && {
      private: [{ subject: holder, details: Object.fromEntries(details) }],
    }),
  };
  return { kind: 'payee.set', ask, proposed };
}

function HolderFields({ page, own, other }: { page: CasePage; own: boolean; other: boolean }) {
  const say = useWords(words);
  const sayHousehold = useWords(householdWords);
  const label = useLabels();
  const family = useHousehold(page.household?.household);
  const name = useNames(family.data?.history);
  const needed = { required: true, message: say('needed') };
  const members = page.household ? membersNow(page.household) : [];
  function checkNumber(_: unknown, value: string | undefined) {
    const number = plainNumber(value ?? '');
    if (!/^[!-~]{4,68}$/.test(number)) return Promise.reject(new Error(say('needed')));
    if (own && isMistyped(number)) {
      return Promise.reject(new Error(sayHousehold('numberWrong')));
    }
    return Promise.resolve();
  }
  return (
    <>
      {own && (
        <div className="mz-aid-fields">
          <Form.Item name="member" label={say('holder')}>
            <Select
              options={[
                ...members.map((member) => ({
                  value: member.person,
                  label: `${name(member.person) || member.person} · ${label('relation', member.relation)}`,
                })),
                { value: kOther, label: say('otherHolder') },
              ]}
            />
          </Form.Item>
          <Form.Item name="relation" label={say('relation')} rules={[needed]}>
            <Select
              options={payeeRelations.map((value) => ({
                value,
                label: label('relation', value),
              }))}
            />
          </Form.Item>
        </div>
      )}
      {other && (
        <Form.Item name="number" label={say('holderNumber')} rules={[{ validator: checkNumber }]}>
          <Input autoComplete="off" maxLength={68} />
        </Form.Item>
      )}
    </>
  );
}

export function PayeeForm(props: ActProps) {
  const { page } = props;
  const say = useWords(words);
  const types = useChoices('payee');
  const methods = useChoices('method');
  const [form] = Form.useForm<Given>();
  const given = Form.useWatch([], form) as Given | undefined;
  const changes = page.standing?.case.payee !== undefined;
  const own = given?.type === 'person' || given?.type === 'guardian';
  const needed = { required: true, message: say('needed') };
  function checkAccount(_: unknown, value: string | undefined) {
    return /^[!-~]{4,64}$/.test(plainNumber(value ?? ''))
      ? Promise.resolve()
      : Promise.reject(new Error(say('accountWrong')));
  }
  return (
    <ActForm<Given>
      {...props}
      form={form}
      initial={{
        type: 'person',
        member: page.household?.members[0]?.person ?? kOther,
        relation: 'self',
        method: 'bank',
      }}
      act={(values) => actOf(page, values, changes)}
      submit={changes ? say('propose') : say('savePayee')}
    >
      {changes && <Alert type="info" title={say('payeeChange')} style={{ marginBottom: 16 }} />}
      <Form.Item name="type" label={say('payeeType')} rules={[needed]}>
        <Select options={types} />
      </Form.Item>
      <HolderFields page={page} own={own} other={!own || given?.member === kOther} />
      <Form.Item name="method" label={say('method')}>
        <Radio.Group options={methods} />
      </Form.Item>
      <Form.Item name="name" label={say('holderName')}>
        <Input autoComplete="off" />
      </Form.Item>
      {given?.method === 'cash' ? (
        <Form.Item name="no_account" valuePropName="checked">
          <Checkbox>{say('noAccount')}</Checkbox>
        </Form.Item>
      ) : (
        <div className="mz-aid-fields">
          <Form.Item name="account" label={say('account')} rules={[{ validator: checkAccount }]}>
            <Input autoComplete="off" inputMode="numeric" />
          </Form.Item>
          <Form.Item name="bank" label={say('bank')}>
            <Input autoComplete="off" />
          </Form.Item>
        </div>
      )}
      <Form.Item name="papers" label={say('papers')}>
        <PapersInput first="payee_account" />
      </Form.Item>
    </ActForm>
  );
}
