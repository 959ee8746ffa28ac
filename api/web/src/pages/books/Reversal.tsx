import { useState } from 'react';
import { Form, InputNumber, Select } from 'antd';
import { useSearchParams } from 'react-router-dom';
import { useCodes } from '@/domain/tableRows';
import { useWords } from '@/words';
import { FindIncome, isConfirmed } from './FindIncome';
import type { FoundIncome } from './income';
import { Proposing } from './Proposing';
import { words } from './words';

/** 冲销: confirmed income that was recorded wrongly, whole. */
export default function Reversal() {
  const say = useWords(words);
  const [asked] = useSearchParams();
  const [form] = Form.useForm<{ reason: string; replacement?: number }>();
  const [income, setIncome] = useState<FoundIncome>();
  const reasons = useCodes('reasons').choices('reverse');
  return (
    <Proposing
      title={say('reversal')}
      about={say('reversalAbout')}
      kind="entry.reversed"
      form={form}
      ready={income !== undefined && isConfirmed(income)}
      onAnother={() => setIncome(undefined)}
      askOf={({ reason, replacement }) => ({
        fund: income!.fund,
        body: { entry: income!.seq, reason, ...(replacement && { replacement }) },
      })}
      head={
        <FindIncome
          wants="whole"
          start={asked.get('income') ?? ''}
          found={income}
          onFound={setIncome}
        />
      }
    >
      <Form.Item
        name="reason"
        label={say('reason')}
        rules={[{ required: true, message: say('needed') }]}
      >
        <Select options={reasons} />
      </Form.Item>
      <Form.Item name="replacement" label={say('replacement')} extra={say('replacementHint')}>
        <InputNumber min={1} precision={0} controls={false} style={{ width: 170 }} />
      </Form.Item>
    </Proposing>
  );
}
