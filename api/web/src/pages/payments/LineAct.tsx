import { useEffect } from 'react';
import { App, Form, Modal, Radio, Select } from 'antd';
import { useWrite } from '@/api/write';
import type { Batch } from '@/domain/batches';
import { useAccounts } from '@/domain/bookRows';
import { today } from '@/domain/dates';
import { yuan } from '@/domain/money';
import { useCodes } from '@/domain/tableRows';
import { useTitles } from '@/domain/titles';
import { DateInput } from '@/ui/DateInput';
import { MoneyInput } from '@/ui/MoneyInput';
import { WriteProblem, showAtField } from '@/ui/Problem';
import { useWords } from '@/words';
import type { Line } from './lines';
import { words } from './words';

/** What a cashier does with one line: the bank sent it back; it is taken out before release. */
export type LineActName = 'return' | 'takeOut';

interface Given {
  reason: string;
  amount: number;
  account: string;
  value_date: string;
  next: 'resend' | 'cancel';
}

function ReturnFields({ batch, left }: { batch: Batch; left: number }) {
  const say = useWords(words);
  const title = useTitles();
  const accounts = useAccounts().data ?? [];
  const entity = accounts.find((one) => one.account === batch.account)?.entity;
  const needed = { required: true, message: say('needed') };
  return (
    <>
      <Form.Item
        name="amount"
        label={say('amount')}
        rules={[
          needed,
          {
            async validator(_, fen?: number) {
              if (fen !== undefined && fen > left) {
                throw new Error(say('aboveLine', { amount: yuan(left) }));
              }
            },
          },
        ]}
      >
        <MoneyInput />
      </Form.Item>
      <Form.Item name="value_date" label={say('returnDate')} rules={[needed]}>
        <DateInput max={today()} />
      </Form.Item>
      <Form.Item name="account" label={say('returnAccount')} rules={[needed]}>
        <Select
          options={accounts
            .filter(
              (one) =>
                one.entity === entity &&
                one.type !== 'store' &&
                (one.bound_source ?? batch.source) === batch.source,
            )
            .map((one) => ({ value: one.account, label: title('accounts', one.account) }))}
        />
      </Form.Item>
      <Form.Item name="next" label={say('next')} rules={[needed]}>
        <Radio.Group
          options={[
            { value: 'resend', label: say('resend') },
            { value: 'cancel', label: say('cancelAward') },
          ]}
        />
      </Form.Item>
    </>
  );
}

export function LineAct({
  name,
  batch,
  line,
  left,
  onClose,
}: {
  name: LineActName;
  batch: Batch;
  line: Line;
  left: number;
  onClose: () => void;
}) {
  const say = useWords(words);
  const { message } = App.useApp();
  const returning = name === 'return';
  const reasons = useCodes('reasons').choices(returning ? 'return' : 'fail');
  const [form] = Form.useForm<Given>();
  const { state, busy, write } = useWrite();
  useEffect(() => showAtField(form, state), [form, state]);

  async function record(given: Given) {
    const about = { batch: batch.batch, line: line.line, case: line.case };
    const ask = { fund: batch.fund, body: { ...about, ...given } };
    if (!(await write(returning ? 'aid.returned' : 'aid.failed', ask))) return;
    void message.success(say(returning ? 'returnDone' : 'takenOut'));
    onClose();
  }
  return (
    <Modal
      open
      title={say(returning ? 'returnOf' : 'takeOutOf', { no: line.line })}
      okText={say(name)}
      cancelText={say('cancel')}
      confirmLoading={busy}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      {!returning && <p className="mz-muted">{say('takeOutWhy')}</p>}
      <Form<Given>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={
          returning
            ? { amount: left, value_date: today(), account: batch.account, next: 'resend' }
            : undefined
        }
        onFinish={(given) => void record(given)}
      >
        <Form.Item
          name="reason"
          label={say('reason')}
          rules={[{ required: true, message: say('needed') }]}
        >
          <Select autoFocus options={reasons} />
        </Form.Item>
        {returning && <ReturnFields batch={batch} left={left} />}
      </Form>
      <WriteProblem state={state} />
    </Modal>
  );
}
