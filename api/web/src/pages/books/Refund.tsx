import { useState } from 'react';
import { Checkbox, Form, Select } from 'antd';
import { useSearchParams } from 'react-router-dom';
import { useAccounts, useEntityId } from '@/domain/bookRows';
import { today } from '@/domain/dates';
import { yuan } from '@/domain/money';
import { useCodes } from '@/domain/tableRows';
import { useTitles } from '@/domain/titles';
import { DateInput } from '@/ui/DateInput';
import { MoneyInput } from '@/ui/MoneyInput';
import { useWords } from '@/words';
import { FindIncome, isConfirmed } from './FindIncome';
import type { FoundIncome } from './income';
import { Proposing } from './Proposing';
import { words } from './words';

interface Given {
  amount: number;
  reason: string;
  account: string;
  value_date: string;
  receipt_voided?: boolean;
}

/** 退捐: a gift, or part of it, back to who gave it, for a reason the law knows. */
export default function Refund() {
  const say = useWords(words);
  const title = useTitles();
  const [asked] = useSearchParams();
  const [form] = Form.useForm<Given>();
  const [income, setIncome] = useState<FoundIncome>();
  const reasons = useCodes('reasons').choices('refund');
  const entity = useEntityId();
  const accounts = useAccounts().data?.filter(
    (one) =>
      one.entity === entity &&
      one.type !== 'store' &&
      (one.bound_source ?? 'donation') === 'donation',
  );
  const needed = { required: true, message: say('needed') };

  function found(gift: FoundIncome | undefined) {
    setIncome(gift);
    if (gift) form.setFieldsValue({ amount: gift.body.amount, account: gift.body.account });
  }
  return (
    <Proposing
      title={say('refund')}
      about={say('refundAbout')}
      kind="donation.refunded"
      form={form}
      initial={{ value_date: today() }}
      ready={income?.kind === 'donation.received' && isConfirmed(income)}
      onAnother={() => {
        form.resetFields();
        setIncome(undefined);
      }}
      askOf={({ receipt_voided, ...given }) => ({
        fund: income!.fund,
        body: {
          donation: income!.seq,
          ...given,
          ...(receipt_voided ? { receipt_voided } : {}),
        },
      })}
      head={
        <FindIncome giftsOnly start={asked.get('income') ?? ''} found={income} onFound={found} />
      }
    >
      <Form.Item name="reason" label={say('reason')} rules={[needed]}>
        <Select options={reasons} />
      </Form.Item>
      <Form.Item name="amount" label={say('amount')} rules={[needed]}>
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
      <Form.Item name="value_date" label={say('date')} rules={[needed]}>
        <DateInput max={today()} />
      </Form.Item>
      <Form.Item name="receipt_voided" valuePropName="checked">
        <Checkbox>{say('receiptVoided')}</Checkbox>
      </Form.Item>
    </Proposing>
  );
}
