import { useState } from 'react';
import { Form, Select } from 'antd';
import { useSearchParams } from 'react-router-dom';
import type { Purpose } from '@/domain/purposeName';
import { PurposeFields } from '@/ui/PurposeFields';
import { MoneyInput } from '@/ui/MoneyInput';
import { useWords } from '@/words';
import { FindIncome, isConfirmed } from './FindIncome';
import type { FoundIncome } from './income';
import { Proposing } from './Proposing';
import { words } from './words';

interface Given {
  amount: number;
  basis: 'consent' | 'filing' | 'plan';
  purpose: Purpose;
}

/** 变更捐赠用途: what is not spent of an income, put to another use. */
export default function Repurpose() {
  const say = useWords(words);
  const [asked] = useSearchParams();
  const [form] = Form.useForm<Given>();
  const [income, setIncome] = useState<FoundIncome>();
  const needed = { required: true, message: say('needed') };
  return (
    <Proposing
      title={say('repurpose')}
      about={say('repurposeAbout')}
      kind="purpose.changed"
      form={form}
      ready={income !== undefined && isConfirmed(income)}
      onAnother={() => {
        form.resetFields();
        setIncome(undefined);
      }}
      askOf={(given) => ({ fund: income!.fund, body: { income: income!.seq, ...given } })}
      head={
        <FindIncome
          wants="some"
          start={asked.get('income') ?? ''}
          found={income}
          onFound={(one) => {
            setIncome(one);
            if (one) form.setFieldsValue({ amount: (one.unspent ?? one.body.amount) || undefined });
          }}
        />
      }
    >
      <PurposeFields
        label={say('newPurpose')}
        codeLabel={say('purposeCode')}
        needed={say('needed')}
      />
      <Form.Item name="amount" label={say('amount')} rules={[needed]}>
        <MoneyInput />
      </Form.Item>
      <Form.Item name="basis" label={say('basis')} rules={[needed]}>
        <Select
          options={[
            { value: 'consent', label: say('basisConsent') },
            { value: 'filing', label: say('basisFiling') },
            { value: 'plan', label: say('basisPlan') },
          ]}
        />
      </Form.Item>
    </Proposing>
  );
}
