import { useEffect } from 'react';
import { Form, Modal, Select } from 'antd';
import { useWrite } from '@/api/write';
import { useCodes } from '@/domain/tableRows';
import { Yuan } from '@/ui/Money';
import { WriteProblem, showAtField } from '@/ui/Problem';
import { useWords } from '@/words';
import { words } from './words';

export interface Cancellable {
  seq: number;
  fund: string;
  amount: number;
  /** How people call it: its register number, or its place in the books. */
  number: string;
}

/** 作废: what its maker recorded wrongly, while nobody has confirmed it. */
export function CancelIncome({ income, onClose }: { income: Cancellable; onClose: () => void }) {
  const say = useWords(words);
  const reasons = useCodes('reasons').choices('cancel');
  const [form] = Form.useForm<{ reason: string }>();
  const { state, busy, write } = useWrite();
  useEffect(() => showAtField(form, state), [form, state]);
  return (
    <Modal
      open
      title={say('cancelOf', { number: income.number })}
      okText={say('cancelIncome')}
      okButtonProps={{ danger: true }}
      cancelText={say('keep')}
      confirmLoading={busy}
      onCancel={onClose}
      onOk={() => form.submit()}
      afterOpenChange={(open) => open && form.getFieldInstance('reason')?.focus()}
    >
      <p>
        <Yuan fen={income.amount} strong />
      </p>
      <p className="mz-muted">{say('cancelWhy')}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={async ({ reason }) => {
          const body = { income: income.seq, reason };
          if (await write('income.cancelled', { fund: income.fund, body })) onClose();
        }}
      >
        <Form.Item
          name="reason"
          label={say('reason')}
          rules={[{ required: true, message: say('choose') }]}
        >
          <Select aria-label={say('reason')} options={reasons} />
        </Form.Item>
      </Form>
      <WriteProblem state={state} />
    </Modal>
  );
}
