import { useEffect, useState, type ReactNode } from 'react';
import { Alert, Button, Form } from 'antd';
import { useWrite } from '@/api/write';
import { yuan } from '@/domain/money';
import { useOffice } from '@/session/session';
import { MoneyInput } from '@/ui/MoneyInput';
import { WriteProblem, showAtField } from '@/ui/Problem';
import { useWords } from '@/words';
import { refOf } from './giftAsk';
import { incomeWords } from './incomeWords';
import { PlaceFields, ReferenceField, usePlaceDefaults } from './Place';
import { PurposeSelect } from './PurposeSelect';
import { purposeOf } from './purposes';
import type { Source } from './reads';
import { words } from './words';

/** What every income says; the rest is the kind's own. */
export interface IncomeFields {
  amount: number;
  purpose: string;
  account: string;
  channel?: string;
  value_date: string;
  ref?: string;
}

/** The short form of an income that is no gift: amount, purpose, place, and fields of its kind. */
export function IncomeForm<Fields extends IncomeFields>({
  kind,
  source,
  initial,
  body,
  children,
}: {
  kind: 'injection.received' | 'transfer.received';
  /** Absent: any account. */
  source?: Source;
  initial: Partial<Fields>;
  /** The members that the kind has beside those of all income. */
  body: (fields: Fields) => object;
  children: ReactNode;
}) {
  const say = useWords(words);
  const sayIncome = useWords(incomeWords);
  const { fund } = useOffice();
  const [form] = Form.useForm<Fields>();
  const { state, busy, write } = useWrite();
  const [saved, setSaved] = useState<{ seq: number; amount: number }>();
  const { account, channel, value_date } = usePlaceDefaults(source);
  useEffect(() => showAtField(form, state), [form, state]);
  // A transfer is between funds: it comes by no channel.
  const byChannel = kind === 'injection.received';

  async function save(fields: Fields) {
    const { amount, purpose, account, channel, value_date } = fields;
    const ref = fields.ref?.trim();
    const written = await write(kind, {
      fund,
      body: {
        account,
        amount,
        ...(channel ? { channel } : {}),
        purpose: purposeOf(purpose),
        ...(ref ? { ref: refOf(ref, channel, account) } : {}),
        value_date,
        ...body(fields),
      },
    });
    if (!written) return;
    setSaved({ seq: written.seq, amount });
    form.resetFields();
    form.getFieldInstance('amount')?.focus();
  }

  return (
    <section className="mz-card">
      {saved && (
        <Alert
          type="success"
          showIcon
          role="status"
          className="mz-saved"
          title={sayIncome('savedAs', { seq: saved.seq, yuan: yuan(saved.amount) })}
        />
      )}
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          account,
          ...(byChannel ? { channel } : {}),
          value_date,
          purpose: 'none',
          ...initial,
        }}
        onFinish={save}
      >
        <Form.Item
          name="amount"
          label={say('amount')}
          rules={[{ required: true, message: say('needed') }]}
        >
          <MoneyInput autoFocus />
        </Form.Item>
        <div className="mz-two">
          {children}
          <Form.Item name="purpose" label={say('purpose')}>
            <PurposeSelect />
          </Form.Item>
          <PlaceFields form={form} source={source} channel={byChannel} />
          <ReferenceField hint={sayIncome('referenceHint')} channel={byChannel} />
        </div>
        <WriteProblem state={state} />
        <Button type="primary" htmlType="submit" size="large" block loading={busy}>
          {say('save')}
        </Button>
      </Form>
    </section>
  );
}
