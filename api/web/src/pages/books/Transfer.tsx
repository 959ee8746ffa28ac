import { Form, Select } from 'antd';
import { freeOf, useAccounts, useEntityId, usePools, type Pool } from '@/domain/bookRows';
import { today } from '@/domain/dates';
import { useLabels } from '@/domain/labels';
import { yuan } from '@/domain/money';
import { usePurposeName } from '@/domain/purposeName';
import { useTitles } from '@/domain/titles';
import { useQuery } from '@tanstack/react-query';
import { api, take } from '@/api/client';
import { useOffice } from '@/session/session';
import { DateInput } from '@/ui/DateInput';
import { DocumentNo } from '@/ui/DocumentNo';
import { MoneyInput } from '@/ui/MoneyInput';
import { useWords } from '@/words';
import { Proposing } from './Proposing';
import { words } from './words';

interface Given {
  pool: number;
  amount: number;
  account: string;
  to_entity: string;
  to_fund: string;
  plan_line?: string;
  value_date: string;
}

/** 拨付下级基金: from a balance of the chosen fund to another fund. */
export default function Transfer() {
  const say = useWords(words);
  const title = useTitles();
  const label = useLabels();
  const purpose = usePurposeName();
  const { fund } = useOffice();
  const entity = useEntityId();
  const titles = useQuery({
    queryKey: ['titles'],
    queryFn: () => take(api.GET('/v1/titles', {})),
    staleTime: 600_000,
  }).data;
  const [form] = Form.useForm<Given>();
  const pools = usePools().data?.filter((pool) => pool.fund === fund) ?? [];
  const chosen = Form.useWatch('pool', form);
  const pool: Pool | undefined = pools.find((one) => one.no === chosen);
  const accounts = useAccounts().data?.filter(
    (one) =>
      one.entity === entity &&
      one.type !== 'store' &&
      (!pool || (one.bound_source ?? pool.source) === pool.source),
  );
  const needed = { required: true, message: say('needed') };
  const choices = (of: Record<string, string> | undefined, without?: string) =>
    Object.entries(of ?? {})
      .filter(([value]) => value !== without)
      .map(([value, text]) => ({ value, label: text }));

  return (
    <Proposing
      title={say('transfer')}
      about={say('transferAbout')}
      kind="transfer.sent"
      form={form}
      initial={{ value_date: today() }}
      ready
      onAnother={() => form.resetFields()}
      askOf={({ pool: no, plan_line, ...given }) => {
        const { source, purpose: use } = pools.find((one) => one.no === no)!;
        const line = plan_line?.trim() || undefined;
        return { fund, body: { ...given, source, purpose: use, plan_line: line } };
      }}
    >
      <Form.Item name="pool" label={say('fromPool')} rules={[needed]}>
        <Select
          autoFocus
          options={pools.map((one) => ({
            value: one.no,
            label: `${label('source', one.source)} · ${purpose(one.purpose)} · ${say('freeAmount', { amount: yuan(freeOf(one)) })}`,
          }))}
        />
      </Form.Item>
      <Form.Item
        name="amount"
        label={say('amount')}
        dependencies={['pool']}
        rules={[
          needed,
          {
            async validator(_, fen?: number) {
              if (fen !== undefined && pool && fen > freeOf(pool)) {
                throw new Error(say('aboveFree', { amount: yuan(freeOf(pool)) }));
              }
            },
          },
        ]}
      >
        <MoneyInput />
      </Form.Item>
      <Form.Item name="account" label={say('refundAccount')} rules={[needed]}>
        <Select
          options={accounts?.map((one) => ({
            value: one.account,
            label: `${title('accounts', one.account)} · ${yuan(one.balance)}`,
          }))}
        />
      </Form.Item>
      <Form.Item name="to_entity" label={say('toEntity')} rules={[needed]}>
        <Select options={choices(titles?.entities)} />
      </Form.Item>
      <Form.Item name="to_fund" label={say('toFund')} rules={[needed]}>
        <Select options={choices(titles?.funds, fund)} />
      </Form.Item>
      <DocumentNo name="plan_line" label={say('planLine')} extra={say('planLineHint')} />
      <Form.Item name="value_date" label={say('date')} rules={[needed]}>
        <DateInput max={today()} />
      </Form.Item>
    </Proposing>
  );
}
