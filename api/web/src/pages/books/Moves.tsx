import { useEffect } from 'react';
import { App, Button, Form, Input, Select } from 'antd';
import type { TableProps } from 'antd';
import { api, take, type Schemas } from '@/api/client';
import { useWrite } from '@/api/write';
import { words as appWords } from '@/app/words';
import { useAccounts, useEntityId } from '@/domain/bookRows';
import { today } from '@/domain/dates';
import { useChoices, useLabels } from '@/domain/labels';
import { yuan } from '@/domain/money';
import { useTitles } from '@/domain/titles';
import { hasDuty, useOffice } from '@/session/session';
import { DateInput } from '@/ui/DateInput';
import { Money } from '@/ui/Money';
import { MoneyInput } from '@/ui/MoneyInput';
import { Page } from '@/ui/Page';
import { PagedTable } from '@/ui/PagedTable';
import { WriteProblem, showAtField } from '@/ui/Problem';
import { useWords } from '@/words';
import './books.css';
import { words } from './words';

type Move = Omit<Schemas['body_money_moved'], 'entity'>;

function MoveForm({ entity }: { entity: string }) {
  const say = useWords(words);
  const title = useTitles();
  const { message } = App.useApp();
  const accounts = useAccounts().data?.filter((one) => one.entity === entity) ?? [];
  const types = useChoices('move');
  const [form] = Form.useForm<Move>();
  const { state, busy, write } = useWrite();
  useEffect(() => showAtField(form, state), [form, state]);

  const chosen = Form.useWatch('from_account', form);
  const from = accounts.find((one) => one.account === chosen);
  const choices = accounts
    .filter((one) => one.type !== 'store')
    .map((one) => ({
      value: one.account,
      label: `${title('accounts', one.account)} · ${yuan(one.balance)}`,
    }));
  const needed = { required: true, message: say('needed') };

  async function save(given: Move) {
    const slip_ref = given.slip_ref?.trim() || undefined;
    const written = await write('money.moved', { body: { ...given, entity, slip_ref } });
    if (!written) return;
    void message.success(say('moved', { amount: yuan(given.amount), seq: written.seq }));
    form.resetFields(['amount', 'slip_ref']);
    form.getFieldInstance('from_account')?.focus();
  }

  return (
    <section className="mz-card bk-form">
      <Form<Move>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={save}
        initialValues={{ value_date: today() }}
      >
        <Form.Item name="type" label={say('moveType')} rules={[needed]}>
          <Select autoFocus options={types} />
        </Form.Item>
        <Form.Item name="from_account" label={say('fromAccount')} rules={[needed]}>
          <Select options={choices} />
        </Form.Item>
        <Form.Item
          name="to_account"
          label={say('toAccount')}
          dependencies={['from_account']}
          rules={[
            needed,
            ({ getFieldValue }) => ({
              async validator(_, to) {
                if (to && to === getFieldValue('from_account')) throw new Error(say('sameAccount'));
                const bound = accounts.find((one) => one.account === to)?.bound_source;
                if (bound && from && from.bound_source !== bound) {
                  throw new Error(say('boundSource'));
                }
              },
            }),
          ]}
        >
          <Select options={choices} />
        </Form.Item>
        <Form.Item
          name="amount"
          label={say('amount')}
          dependencies={['from_account']}
          rules={[
            needed,
            {
              async validator(_, fen?: number) {
                if (fen !== undefined && from && fen > from.balance) {
                  throw new Error(say('tooMuch', { amount: yuan(from.balance) }));
                }
              },
            },
          ]}
        >
          <MoneyInput />
        </Form.Item>
        <Form.Item name="value_date" label={say('date')} rules={[needed]}>
          <DateInput max={today()} />
        </Form.Item>
        <Form.Item
          name="slip_ref"
          label={say('slipRef')}
          extra={say('slipHint')}
          rules={[{ pattern: /^[ -~]*$/, message: say('againstPlain') }]}
        >
          <Input maxLength={64} />
        </Form.Item>
        <WriteProblem state={state} />
        <Button type="primary" htmlType="submit" loading={busy}>
          {say('saveMove')}
        </Button>
      </Form>
    </section>
  );
}

interface Moved {
  seq: number;
  actor: string;
  body: Schemas['body_money_moved'];
}

function RecentMoves({ entity }: { entity: string }) {
  const say = useWords(words);
  const title = useTitles();
  const label = useLabels();
  const columns: TableProps<Moved>['columns'] = [
    { title: say('date'), width: 110, render: (_, { body }) => body.value_date },
    { title: say('moveType'), width: 110, render: (_, { body }) => label('move', body.type) },
    {
      title: say('fromAccount'),
      width: 170,
      render: (_, { body }) => title('accounts', body.from_account),
    },
    {
      title: say('toAccount'),
      width: 170,
      render: (_, { body }) => title('accounts', body.to_account),
    },
    {
      title: say('amountYuan'),
      width: 150,
      align: 'right',
      render: (_, { body }) => <Money fen={body.amount} />,
    },
    { title: say('slipRef'), width: 150, render: (_, { body }) => body.slip_ref ?? '' },
    { title: say('by'), width: 120, dataIndex: 'actor' },
    { title: say('seq'), width: 90, dataIndex: 'seq' },
  ];
  return (
    <section className="mz-card">
      <h2>{say('recentMoves')}</h2>
      <PagedTable<Moved>
        name={['moves', entity]}
        label={say('recentMoves')}
        empty={say('noMoves')}
        columns={columns}
        rowKey={(one) => one.seq}
        height={400}
        read={async (cursor) => {
          const query = { kind: 'money.moved' as const, order: 'desc' as const, cursor };
          const page = await take(api.GET('/v1/entries', { params: { query } }));
          const items = page.items
            .map(({ entry }) => ({
              seq: entry.seq,
              actor: entry.actor,
              body: entry.body as unknown as Moved['body'],
            }))
            .filter(({ body }) => body.entity === entity);
          return { items, next: page.next };
        }}
      />
    </section>
  );
}

/** 账户间划转: own money from one account to another. */
export default function Moves() {
  const say = useWords(words);
  const sayApp = useWords(appWords);
  const { session } = useOffice();
  const entity = useEntityId();
  return (
    <Page title={sayApp('moves')} about={say('movesAbout')}>
      {entity && hasDuty(session, 'cashier') && <MoveForm entity={entity} />}
      {entity && <RecentMoves entity={entity} />}
    </Page>
  );
}
