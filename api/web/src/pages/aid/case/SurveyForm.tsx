import { useId } from 'react';
import { Alert, Form, InputNumber, Select } from 'antd';
import { today } from '@/domain/dates';
import { useLabels } from '@/domain/labels';
import { yuan } from '@/domain/money';
import { useOffice } from '@/session/session';
import { DateInput } from '@/ui/DateInput';
import { MoneyInput } from '@/ui/MoneyInput';
import { useWords } from '@/words';
import { isCertified, membersNow } from '../household';
import { docsOf, type PaperGiven } from '../papers';
import { PaperFirst, paperOf, type OnPaper } from '../PaperFirst';
import { PapersInput } from '../PapersInput';
import { useJoin } from '../parts';
import { lastOf, useLimits, usePeople, type Bodies, type CasePage } from '../reads';
import { ActForm, type Act, type ActProps } from './ActForm';
import { words } from './actWords';

type Medical = NonNullable<Bodies['case.surveyed']['medical']>;

interface Given extends OnPaper {
  round: number;
  date: string;
  surveyors: string[];
  means: Bodies['case.surveyed']['means'];
  members: number;
  income?: number;
  medical?: Partial<Medical>;
  papers?: PaperGiven[];
}

const kBorne = ['basic', 'serious', 'assistance', 'other'] as const;

/** What insurance and aid left of the total; undefined while the total is not known. */
function remainder(medical: Partial<Medical> | undefined): number | undefined {
  if (medical?.total === undefined) return undefined;
  return kBorne.reduce((left, name) => left - (medical[name] ?? 0), medical.total);
}

function actOf(page: CasePage, given: Given, ill: boolean): Act | undefined {
  const { round, date, surveyors, means, members, income, medical } = given;
  const self = remainder(medical);
  const sums = Object.fromEntries(kBorne.map((name) => [name, medical?.[name] ?? 0]));
  const body = {
    case: page.id,
    round,
    date,
    surveyors,
    means,
    members,
    ...(means === 'surveyed' && { income }),
    ...(ill && self !== undefined && { medical: { ...sums, total: medical?.total, self } }),
    docs: docsOf(given.papers),
    ...paperOf(given),
  };
  return { kind: 'case.surveyed', ask: { fund: page.standing?.case.fund, body } };
}

function MedicalFields() {
  const say = useWords(words);
  const medical = Form.useWatch('medical') as Partial<Medical> | undefined;
  const title = useId();
  const self = remainder(medical);
  const check = () =>
    self !== undefined && self < 0
      ? Promise.reject(new Error(say('selfNegative')))
      : Promise.resolve();
  return (
    <div role="group" aria-labelledby={title} className="mz-aid-set">
      <h3 id={title}>{say('medical')}</h3>
      <Form.Item
        name={['medical', 'total']}
        label={say('total')}
        dependencies={kBorne.map((name) => ['medical', name])}
        rules={[{ required: true, message: say('needed') }, { validator: check }]}
      >
        <MoneyInput />
      </Form.Item>
      {kBorne.map((name) => (
        <Form.Item key={name} name={['medical', name]} label={say(name)}>
          <MoneyInput />
        </Form.Item>
      ))}
      {self !== undefined && self >= 0 && (
        <Alert type="info" title={say('self', { yuan: yuan(self) })} role="status" />
      )}
    </div>
  );
}

/** Income per head, beside the line. */
function PerHead() {
  const say = useWords(words);
  const limits = useLimits();
  const income = Form.useWatch('income') as number | undefined;
  const members = Form.useWatch('members') as number | undefined;
  if (income === undefined || !members || !limits) return null;
  const line = limits.income_per_head_max;
  const within = income <= line * members;
  return (
    <Alert
      style={{ marginBottom: 16 }}
      type={within ? 'success' : 'warning'}
      showIcon
      role="status"
      title={say(within ? 'withinLine' : 'aboveLine', {
        perHead: yuan(Math.round(income / members)),
        line: yuan(line),
      })}
    />
  );
}

export function SurveyForm(props: ActProps) {
  const { page } = props;
  const say = useWords(words);
  const label = useLabels();
  const { session } = useOffice();
  const people = usePeople();
  const join = useJoin();
  const [form] = Form.useForm<Given>();
  const means = Form.useWatch('means', form);
  const date = Form.useWatch('date', form) ?? today();
  const before = lastOf(page.history, 'case.surveyed');
  const urgent = page.standing?.case.urgent ?? false;
  const certified = page.household ? isCertified(page.household, date) : false;
  const limits = useLimits();
  const ill = page.standing?.case.cause === 'illness' && (limits?.medical_remainder ?? true);
  const ways = [certified ? 'certificate' : 'surveyed', ...(urgent ? ['pending'] : [])];
  const surveyors = people
    .filter(({ status, duties }) => status === 'active' && !duties.includes('administrator'))
    .map(({ person, duties }) => ({
      value: person,
      label: `${person} · ${join(duties.map((duty) => label('duty', duty)))}`,
    }));
  const needed = { required: true, message: say('needed') };
  return (
    <ActForm<Given>
      {...props}
      form={form}
      initial={{
        round: (before?.round ?? 0) + 1,
        date: today(),
        surveyors: [session.person],
        means: certified ? 'certificate' : 'surveyed',
        members: page.household ? membersNow(page.household).length || 1 : 1,
        medical: before?.medical,
      }}
      act={(given) => actOf(page, given, ill && given.means !== 'pending')}
      submit={say('saveSurvey')}
    >
      <div className="mz-aid-fields">
        <Form.Item name="date" label={say('surveyDate')} rules={[needed]}>
          <DateInput max={today()} />
        </Form.Item>
        <Form.Item name="round" label={say('round')} rules={[needed]}>
          <InputNumber min={1} max={20} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      </div>
      <Form.Item
        name="surveyors"
        label={say('surveyors')}
        rules={[{ type: 'array', min: 2, message: say('twoSurveyors') }]}
      >
        <Select mode="multiple" options={surveyors} maxCount={10} />
      </Form.Item>
      <div className="mz-aid-fields">
        <Form.Item name="means" label={say('means')} rules={[needed]}>
          <Select options={ways.map((value) => ({ value, label: label('means', value) }))} />
        </Form.Item>
        <Form.Item name="members" label={say('members')} rules={[needed]}>
          <InputNumber min={1} max={100} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      </div>
      {means === 'certificate' && (
        <Alert type="info" title={say('certified')} style={{ marginBottom: 16 }} />
      )}
      {means === 'surveyed' && (
        <>
          <Form.Item name="income" label={say('incomeYear')} rules={[needed]}>
            <MoneyInput />
          </Form.Item>
          <PerHead />
        </>
      )}
      {ill && means !== 'pending' && <MedicalFields />}
      <Form.Item name="papers" label={say('papers')}>
        <PapersInput first="survey_form" />
      </Form.Item>
      <PaperFirst />
    </ActForm>
  );
}
