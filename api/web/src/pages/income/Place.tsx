import type { ReactNode } from 'react';
import { Empty, Form, Input, Select, Skeleton } from 'antd';
import type { FormInstance } from 'antd';
import { useAccounts as useAllAccounts } from '@/domain/bookRows';
import { today } from '@/domain/dates';
import { useTitles } from '@/domain/titles';
import { useOffice } from '@/session/session';
import { LoadProblem } from '@/ui/Problem';
import { useWords } from '@/words';
import { useAccounts, useChannels, usualChannel, type Source } from './reads';
import { recall } from './remembered';
import { words } from './words';

/** Where and when money came: account, channel, date. A channel follows the account. */
export function PlaceFields({
  form,
  source,
  channel = true,
}: {
  form: FormInstance;
  source?: Source;
  channel?: boolean;
}) {
  const say = useWords(words);
  const title = useTitles();
  const { fund } = useOffice();
  const accounts = useAccounts(source);
  const channels = useChannels();
  const needed = { required: true, message: say('needed') };
  return (
    <>
      <Form.Item name="account" label={say('account')} rules={[needed]}>
        <Select
          aria-label={say('account')}
          options={accounts.map(({ account }) => ({
            value: account,
            label: title('accounts', account),
          }))}
          onChange={(account: string) =>
            form.setFieldValue(
              'channel',
              recall(fund).channels?.[account] ??
                usualChannel(accounts.find((one) => one.account === account)),
            )
          }
        />
      </Form.Item>
      {channel && (
        <Form.Item name="channel" label={say('channel')}>
          <Select aria-label={say('channel')} allowClear options={channels} />
        </Form.Item>
      )}
      <Form.Item name="value_date" label={say('valueDate')} rules={[needed]}>
        <Input type="date" max={today()} />
      </Form.Item>
    </>
  );
}

/** The number that bank or channel gave the payment; where there are channels, it needs one. */
export function ReferenceField({ hint, channel = true }: { hint: string; channel?: boolean }) {
  const say = useWords(words);
  return (
    <Form.Item
      name="ref"
      label={say('reference')}
      extra={hint}
      dependencies={['channel']}
      rules={[
        { pattern: /^[ -~]*$/, message: say('ascii') },
        ({ getFieldValue }) => ({
          validator: (_, text: string | undefined) =>
            channel && text?.trim() && !text.includes(':') && !getFieldValue('channel')
              ? Promise.reject(new Error(say('channelForReference')))
              : Promise.resolve(),
        }),
      ]}
    >
      <Input autoComplete="off" maxLength={64} />
    </Form.Item>
  );
}

/** What needs an account, once the accounts are known; or that there is none. */
export function WithAccounts({ source, children }: { source?: Source; children: ReactNode }) {
  const say = useWords(words);
  const known = useAllAccounts();
  const accounts = useAccounts(source);
  if (known.isError) return <LoadProblem error={known.error} again={() => void known.refetch()} />;
  if (known.isPending) return <Skeleton active />;
  return accounts.length > 0 ? children : <Empty description={say('noAccounts')} />;
}

/** What an income form starts with: what was chosen last, else the only sensible thing. */
export function usePlaceDefaults(source?: Source) {
  const { fund } = useOffice();
  const accounts = useAccounts(source);
  // Gifts alone are remembered: where the last one went says nothing about government money.
  const last = source === 'gov' ? {} : recall(fund);
  const order = source === 'gov' ? ['treasury', 'bank'] : ['cash', 'channel', 'bank'];
  const account =
    accounts.find((one) => one.account === last.account) ??
    order.flatMap((type) => accounts.filter((one) => one.type === type))[0];
  return {
    account: account?.account,
    channel: account && (last.channels?.[account.account] ?? usualChannel(account)),
    purpose: last.purpose ?? 'none',
    value_date: today(),
  };
}
