import { useEffect } from 'react';
import { Form, Modal, Select } from 'antd';
import { useWrite } from '@/api/write';
import { useCodes } from '@/domain/tableRows';
import { Yuan } from '@/ui/Money';
import { WriteProblem, showAtField } from '@/ui/Problem';
import { useWords } from '@/words';
import type { Income } from './members';
import { words } from './words';

/** 退回出纳: one income, before it is confirmed, with a reason. */
export function SendBack({
  income,
  fund,
  onClose,
  onDone,
}: {
  income: Income;
  fund: string;
  onClose: () => void;
  onDone: () => void;
}) {
  const say = useWords(words);
  const reasons = useCodes('reasons').choices('send_back');
  const [form] = Form.useForm<{ reason: string }>();
  const { state, busy, write } = useWrite();
  useEffect(() => showAtField(form, state), [form, state]);

  const number = income.number ?? String(income.seq);
  return (
    <Modal
      open
      title={say('sendBackOf', { number })}
      okText={say('sendBack')}
      cancelText={say('cancel')}
      confirmLoading={busy}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <p>
        <Yuan fen={income.amount} strong /> · {income.value_date}
      </p>
      <p className="mz-muted">{say('sendBackWhy')}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={async ({ reason }) => {
          const body = { income: income.seq, reason };
          if (await write('income.cancelled', { fund, body })) onDone();
        }}
      >
        <Form.Item
          name="reason"
          label={say('reason')}
          rules={[{ required: true, message: say('needed') }]}
        >
          <Select autoFocus options={reasons} />
        </Form.Item>
      </Form>
      <WriteProblem state={state} />
    </Modal>
  );
}
