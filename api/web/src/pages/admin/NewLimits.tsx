import { useEffect } from 'react';
import { Button, Form, Input, InputNumber, Select, Spin, Switch } from 'antd';
import {
  changedLimits,
  limitRows,
  limitUnit,
  useLimitWords,
  type LimitRow,
  type Limits,
} from '@/domain/limits';
import type { Schemas } from '@/api/client';
import { DocumentNo } from '@/ui/DocumentNo';
import { MoneyInput } from '@/ui/MoneyInput';
import { Page } from '@/ui/Page';
import { LoadProblem, showAtField, WriteProblem } from '@/ui/Problem';
import { words as uiWords } from '@/ui/words';
import { useWords } from '@/words';
import { LimitDifferences } from './LimitDifferences';
import { limitGroups } from './Limits';
import { Pending } from './Pending';
import { usePolicy } from './reads';
import { Seconders } from './Seconders';
import { useAct } from './useAct';
import { words } from './words';

interface Fields {
  title: string;
  document_no?: string;
  limits: Limits;
}

/** What whole numbers may be; the contract says the same. */
const kRange: Partial<Record<LimitRow['name'], [number, number]>> = {
  aid_per_year_count: [1, 1000],
  proposal_days: [1, 90],
  urgent_decision_hours: [1, 720],
};

const kWindows: readonly Limits['aid_window'][] = ['calendar_year', 'rolling_12_months'];

function LimitField({ row }: { row: LimitRow }) {
  const say = useWords(words);
  const sayUi = useWords(uiWords);
  const sayLimit = useLimitWords();
  const [min, max] = kRange[row.name] ?? [0, 3650];
  const unit = limitUnit(sayLimit, row);
  const title = sayLimit(row.name);
  const label = unit ? sayUi('withUnit', { name: title, unit }) : title;
  const name = ['limits', row.name];
  const needed = { required: true, message: say('needed') };
  switch (row.unit) {
    case 'yuan':
    case 'yuanPerHead':
      return (
        <Form.Item name={name} label={label} rules={[needed]}>
          <MoneyInput />
        </Form.Item>
      );
    case 'switch':
      return (
        <Form.Item name={name} label={label} valuePropName="checked">
          <Switch aria-label={label} />
        </Form.Item>
      );
    case 'choice':
      return (
        <Form.Item name={name} label={label} rules={[needed]}>
          <Select
            aria-label={label}
            options={kWindows.map((value) => ({ value, label: sayLimit(value) }))}
          />
        </Form.Item>
      );
    case 'order':
      return <OrderField label={label} name={name} />;
    case 'code':
      // The rules know one only.
      return (
        <Form.Item name={name} hidden>
          <Input />
        </Form.Item>
      );
    default:
      return (
        <Form.Item
          name={name}
          label={label}
          rules={[
            {
              type: 'integer',
              min,
              max,
              required: true,
              message: say('wholeNumber', { min, max }),
            },
          ]}
        >
          <InputNumber controls={false} style={{ width: '100%' }} />
        </Form.Item>
      );
  }
}

const kOrders = ['gov,donation', 'donation,gov', 'gov', 'donation'];

function OrderField({ label, name }: { label: string; name: string[] }) {
  const say = useLimitWords();
  const sources = (text: string) => text.split(',') as Schemas['source'][];
  const options = kOrders.map((value) => {
    const [first, second] = sources(value).map((one) => say(one));
    return {
      value,
      label: say(second ? 'then' : 'only', { first: first ?? '', second: second ?? '' }),
    };
  });
  return (
    <Form.Item
      name={name}
      label={label}
      getValueProps={(order: Schemas['source'][]) => ({ value: order?.join(',') })}
      normalize={sources}
    >
      <Select aria-label={label} options={options} />
    </Form.Item>
  );
}

/** The entry has what is switched on, and leaves out what is off. */
function plain({ medical_remainder, ...rest }: Limits): Limits {
  return medical_remainder ? { ...rest, medical_remainder } : rest;
}

function LimitsForm({ policy }: { policy: Schemas['row_policy'] }) {
  const say = useWords(words);
  const sayLimit = useLimitWords();
  const [form] = Form.useForm<Fields>();
  const { act, state, busy, alone } = useAct('policy.adopted');
  const typed = Form.useWatch('limits', form);
  const wanted = typed ? plain(typed) : policy.limits;
  const same = changedLimits(policy.limits, wanted).length === 0;
  useEffect(() => showAtField(form, state), [form, state]);

  function send({ title, document_no, limits }: Fields) {
    const body = {
      title,
      rules: policy.rules,
      limits: plain(limits),
      ...(document_no && { document_no }),
    };
    void act({ body }, '/limits');
  }
  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ title: say('limitsTitleDefault'), limits: policy.limits }}
      onFinish={send}
      className="mz-beside"
    >
      <div>
        {limitGroups.map((group) => (
          <section className="mz-card" key={group}>
            <h2>{sayLimit(group)}</h2>
            <div className="mz-fields">
              {limitRows
                .filter((row) => row.group === group)
                .map((row) => (
                  <LimitField key={row.name} row={row} />
                ))}
            </div>
          </section>
        ))}
      </div>
      <section className="mz-card mz-sticky">
        <h2>{say('changes')}</h2>
        {same ? (
          <p className="mz-muted">{say('noChange')}</p>
        ) : (
          <LimitDifferences before={policy.limits} after={wanted} />
        )}
        <Form.Item
          name="title"
          label={say('limitsTitle')}
          rules={[{ required: true, message: say('needed') }]}
        >
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        <DocumentNo />
        <Seconders kind="policy.adopted" alone={alone} />
        <WriteProblem state={state} />
        <Button
          type="primary"
          htmlType="submit"
          disabled={same}
          loading={busy}
          block
          style={{ marginTop: 12 }}
        >
          {say('propose')}
        </Button>
      </section>
    </Form>
  );
}

export default function NewLimits() {
  const say = useWords(words);
  const policy = usePolicy();
  return (
    <Page title={say('newLimits')} about={say('newLimitsAbout')}>
      <Pending kinds={['policy.adopted']} text="pendingLimits" />
      {policy.isError && <LoadProblem error={policy.error} again={() => void policy.refetch()} />}
      {policy.isPending && <Spin />}
      {policy.data && <LimitsForm key={policy.data.seq} policy={policy.data} />}
    </Page>
  );
}
