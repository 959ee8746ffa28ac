import { useEffect, useRef, useState } from 'react';
import { Button, Collapse, DatePicker, Form, Input, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { api, take } from '@/api/client';
import { useWrite, type Written } from '@/api/write';
import { yuan } from '@/domain/money';
import { useChoices } from '@/domain/labels';
import { useTitles } from '@/domain/titles';
import { useOffice } from '@/session/session';
import { MoneyInput } from '@/ui/MoneyInput';
import { Page } from '@/ui/Page';
import { showAtField, WriteProblem } from '@/ui/Problem';
import { useWords } from '@/words';
import { CancelButton } from './Cancel';
import { words } from './words';

interface Typed {
  amount: number;
  donor?: string;
  purpose: 'none' | 'cause' | 'county' | 'village' | 'campaign';
  code?: string;
  account: string;
  value_date: Dayjs;
  ref?: string;
  phone?: string;
}

const kStoredAccount = 'mingzhang.gift.account';

/** Accounts of the fund's entity into which gifts come; the last one used first. */
function useAccounts() {
  const { funds, fund } = useOffice();
  const entity = funds.find((one) => one.fund === fund)?.entity;
  const accounts = useQuery({
    queryKey: ['accounts'],
    queryFn: () => take(api.GET('/v1/accounts', { params: { query: { limit: 500 } } })),
  });
  return (accounts.data?.items ?? []).filter(
    (one) => one.entity === entity && one.bound_source !== 'gov',
  );
}

/** What is sent: names and telephones go into the vault, under a subject of their own. */
function askOf(typed: Typed, fund: string) {
  const donor = typed.donor?.trim();
  const subject = donor || typed.phone ? `id:gift.${crypto.randomUUID().slice(0, 18)}` : undefined;
  return {
    fund,
    body: {
      account: typed.account,
      amount: typed.amount,
      purpose: { type: typed.purpose, ...(typed.purpose === 'none' ? {} : { code: typed.code }) },
      source: 'donation',
      value_date: typed.value_date.format('YYYY-MM-DD'),
      ...(subject ? { donor: subject } : { anonymous: true }),
      ...(typed.ref?.trim() ? { ref: typed.ref.trim() } : {}),
    },
    ...(subject
      ? {
          private: [
            {
              subject,
              details: {
                ...(donor ? { name: donor } : {}),
                ...(typed.phone ? { phone: typed.phone } : {}),
              },
            },
          ],
        }
      : {}),
  };
}

export default function NewGift() {
  const say = useWords(words);
  const { fund } = useOffice();
  const accounts = useAccounts();
  const title = useTitles();
  const purposes = useChoices('purpose');
  const [form] = Form.useForm<Typed>();
  const { state, busy, write } = useWrite();
  const [done, setDone] = useState<(Written & { amount: number })[]>([]);
  const [round, setRound] = useState(0);
  const frame = useRef<HTMLDivElement>(null);
  const purpose = Form.useWatch('purpose', form);

  const stored = localStorage.getItem(kStoredAccount);
  const account =
    accounts.find((one) => one.account === stored) ??
    accounts.find((one) => one.type === 'cash') ??
    accounts[0];
  useEffect(() => {
    if (account && !form.getFieldValue('account')) form.setFieldValue('account', account.account);
  }, [account, form]);
  useEffect(() => showAtField(form, state), [form, state]);
  useEffect(() => frame.current?.querySelector<HTMLInputElement>('#amount')?.focus(), [round]);

  async function save(typed: Typed) {
    const written = await write('donation.received', askOf(typed, fund));
    if (!written) return;
    localStorage.setItem(kStoredAccount, typed.account);
    setDone((before) => [{ ...written, amount: typed.amount }, ...before].slice(0, 10));
    form.resetFields(['amount', 'donor', 'ref', 'phone']);
    setRound((n) => n + 1);
  }

  const needed = { required: true, message: say('needed') };
  return (
    <Page title={say('newGift')}>
      <section className="mz-card" style={{ maxWidth: 560 }} ref={frame}>
        <Form<Typed>
          form={form}
          layout="vertical"
          onFinish={save}
          requiredMark={false}
          initialValues={{ purpose: 'none', value_date: dayjs() }}
        >
          <Form.Item name="amount" label={say('amount')} rules={[needed]}>
            <MoneyInput key={round} id="amount" autoFocus />
          </Form.Item>
          <Form.Item name="donor" label={say('donor')} extra={say('donorHint')}>
            <Input autoComplete="off" maxLength={100} />
          </Form.Item>
          <Form.Item name="purpose" label={say('purpose')}>
            <Select options={purposes} />
          </Form.Item>
          {purpose !== undefined && purpose !== 'none' && (
            <Form.Item name="code" label={say('purposeCode')} rules={[needed]}>
              <Input autoComplete="off" />
            </Form.Item>
          )}
          <Collapse
            ghost
            items={[
              {
                key: 'more',
                label: say('more'),
                forceRender: true,
                children: (
                  <>
                    <Form.Item name="account" label={say('account')} rules={[needed]}>
                      <Select
                        options={accounts.map((one) => ({
                          value: one.account,
                          label: title('accounts', one.account),
                        }))}
                      />
                    </Form.Item>
                    <Form.Item name="value_date" label={say('valueDate')} rules={[needed]}>
                      <DatePicker allowClear={false} maxDate={dayjs()} style={{ width: '100%' }} />
                    </Form.Item>
                    <Form.Item name="ref" label={say('ref')}>
                      <Input autoComplete="off" />
                    </Form.Item>
                    <Form.Item name="phone" label={say('phone')}>
                      <Input autoComplete="off" inputMode="tel" />
                    </Form.Item>
                  </>
                ),
              },
            ]}
          />
          <WriteProblem state={state} />
          <Button
            type="primary"
            htmlType="submit"
            size="large"
            loading={busy}
            style={{ marginTop: 12 }}
          >
            {say('save')}
          </Button>
        </Form>
      </section>
      {done.length > 0 && (
        <section className="mz-card" aria-label={say('recent')}>
          <h2>{say('recent')}</h2>
          <div role="status">
            {done.map((one) => (
              <div
                key={one.seq}
                className="mz-actions"
                style={{ alignItems: 'center', marginBottom: 8 }}
              >
                <span>{say('saved', { seq: one.seq, amount: yuan(one.amount) })}</span>
                <Link to={`/gifts/${one.seq}`}>{say('open')}</Link>
                <Link to={`/gifts/${one.seq}?receipt`}>{say('receipt')}</Link>
                <CancelButton
                  seq={one.seq}
                  fund={fund}
                  onDone={() =>
                    setDone((before) => before.filter((other) => other.seq !== one.seq))
                  }
                />
              </div>
            ))}
          </div>
        </section>
      )}
    </Page>
  );
}
