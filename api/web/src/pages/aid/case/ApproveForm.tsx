import { Alert, Checkbox, Form, Radio } from 'antd';
import { useChoices } from '@/domain/labels';
import { yuan } from '@/domain/money';
import { DateInput } from '@/ui/DateInput';
import { DocumentNo } from '@/ui/DocumentNo';
import { MoneyInput } from '@/ui/MoneyInput';
import { useWords } from '@/words';
import { docsOf, type PaperGiven } from '../papers';
import { PapersInput } from '../PapersInput';
import { lastOf, useLimits, type Bodies, type CasePage, type Limits } from '../reads';
import { ActForm, type Act, type ActProps } from './ActForm';
import { words } from './actWords';

interface Given {
  amount?: number;
  basis: Bodies['case.approved']['basis'];
  minutes_no?: string;
  same_event_override?: boolean;
  how: 'rule' | 'chosen';
  donation?: number;
  gov?: number;
  valid_until?: string;
  papers?: PaperGiven[];
}

/** Whether one approver alone may not decide this: it is put before a second. */
export function needsSecond(
  given: Pick<Given, 'amount' | 'basis' | 'same_event_override'>,
  limits?: Limits,
) {
  if (given.basis === 'minutes' || given.amount === undefined || !limits) return false;
  return given.amount > limits.two_approvers_above || given.same_event_override === true;
}

function actOf(page: CasePage, given: Given, seen: string, limits?: Limits): Act | undefined {
  const { amount, basis, minutes_no, how, donation, gov } = given;
  if (amount === undefined || (basis === 'minutes' && !minutes_no)) return undefined;
  const sources = [
    { source: 'donation', amount: donation ?? 0 },
    { source: 'gov', amount: gov ?? 0 },
  ].filter((part) => part.amount > 0);
  if (how === 'chosen' && sources.reduce((sum, part) => sum + part.amount, 0) !== amount) {
    return undefined;
  }
  const body = {
    case: page.id,
    amount,
    basis,
    seen,
    ...(basis === 'minutes' && { minutes_no }),
    ...(given.same_event_override && { same_event_override: true }),
    ...(how === 'chosen' && { sources }),
    ...(given.valid_until && { valid_until: given.valid_until }),
    docs: docsOf(given.papers),
  };
  const ask = { fund: page.standing?.case.fund, body };
  return { kind: 'case.approved', ask, proposed: needsSecond(given, limits) };
}

/** From which money, where the person says so. */
function SourceFields({ page }: { page: CasePage }) {
  const say = useWords(words);
  const form = Form.useFormInstance<Given>();
  const check = () => {
    const { amount, donation = 0, gov = 0 } = form.getFieldsValue();
    return donation + gov === amount
      ? Promise.resolve()
      : Promise.reject(new Error(say('sourcesDiffer')));
  };
  return (
    <div className="mz-aid-fields">
      <Form.Item
        name="donation"
        label={say('sourceDonation', { yuan: yuan(page.free_donation ?? 0) })}
      >
        <MoneyInput />
      </Form.Item>
      <Form.Item
        name="gov"
        label={say('sourceGov', { yuan: yuan(page.free_gov ?? 0) })}
        dependencies={['amount', 'donation']}
        rules={[{ validator: check }]}
      >
        <MoneyInput />
      </Form.Item>
    </div>
  );
}

export function ApproveForm(props: ActProps) {
  const { page } = props;
  const say = useWords(words);
  const limits = useLimits();
  const bases = useChoices('basis');
  const [form] = Form.useForm<Given>();
  const given = Form.useWatch([], form) as Given | undefined;
  const proposed = lastOf(page.history, 'case.reviewed')?.amount;
  const asked = page.standing?.asked ?? lastOf(page.history, 'case.opened')?.amount_asked;
  const repeated = (page.rules ?? []).some(({ rule, holds }) => rule === 'aid_repeated' && !holds);
  const second = given !== undefined && needsSecond(given, limits);
  const amount = given?.amount;
  const needed = { required: true, message: say('needed') };
  const submit = second
    ? say('propose')
    : amount === undefined
      ? say('approvePlain')
      : say('approve', { yuan: yuan(amount) });
  return (
    <ActForm<Given>
      {...props}
      form={form}
      initial={{ amount: proposed ?? asked, basis: 'person', how: 'rule' }}
      act={(values, seen) => actOf(page, values, seen, limits)}
      tries
      submit={submit}
    >
      <Form.Item
        name="amount"
        label={say('amount')}
        rules={[needed]}
        extra={
          proposed === undefined
            ? say('askedWas', { yuan: yuan(asked ?? 0) })
            : proposed === amount
              ? say('whole')
              : say('part', { yuan: yuan(proposed) })
        }
      >
        <MoneyInput autoFocus />
      </Form.Item>
      <Form.Item name="basis" label={say('basis')}>
        <Radio.Group options={bases} />
      </Form.Item>
      {given?.basis === 'minutes' && (
        <DocumentNo
          name="minutes_no"
          label={say('minutesNo')}
          extra={say('minutesHint')}
          needed={say('needed')}
        />
      )}
      <Form.Item name="how" label={say('sources')}>
        <Radio.Group
          options={[
            { value: 'rule', label: say('sourcesByRule') },
            { value: 'chosen', label: say('sourcesChosen') },
          ]}
        />
      </Form.Item>
      {given?.how === 'chosen' && <SourceFields page={page} />}
      <Form.Item
        name="valid_until"
        label={say('validUntil')}
        extra={limits && say('validHint', { n: limits.award_valid_days })}
      >
        <DateInput />
      </Form.Item>
      {repeated && (
        <Form.Item name="same_event_override" valuePropName="checked">
          <Checkbox>{say('override')}</Checkbox>
        </Form.Item>
      )}
      <Form.Item name="papers" label={say('papers')}>
        <PapersInput first="approval_form" />
      </Form.Item>
      {second && <Alert type="info" showIcon title={say('twoNeeded')} role="status" />}
    </ActForm>
  );
}
