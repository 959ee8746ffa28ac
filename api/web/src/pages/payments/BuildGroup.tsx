import { useEffect, useState } from 'react';
import { Alert, App, Button, Form, Input, Select, Table } from 'antd';
import type { TableProps } from 'antd';
import { Link, useNavigate } from 'react-router-dom';
import { useWrite } from '@/api/write';
import { sumOf, type Account } from '@/domain/bookRows';
import { useLabels } from '@/domain/labels';
import { yuan } from '@/domain/money';
import { useTitles } from '@/domain/titles';
import { Money } from '@/ui/Money';
import { WriteProblem, showAtField } from '@/ui/Problem';
import { StateTag } from '@/ui/Tag';
import { useWords } from '@/words';
import { accountsFor, kLinesMax, type Group, type Payable } from './payable';
import { words } from './words';

interface Given {
  batch: string;
  account: string;
}

function useColumns(): TableProps<Payable>['columns'] {
  const say = useWords(words);
  const label = useLabels();
  const due = (days: number | undefined) => {
    if (days === undefined) return '';
    return days < 0 ? (
      <StateTag tone="bad">{say('overdue', { n: -days })}</StateTag>
    ) : (
      say('dueIn', { n: days })
    );
  };
  return [
    {
      title: say('case'),
      render: (_, one) => (
        <>
          <Link to={`/cases/${one.case}`}>{one.case}</Link>{' '}
          {one.urgent && <StateTag tone="bad">{say('urgent')}</StateTag>}
        </>
      ),
    },
    { title: say('household'), dataIndex: 'household' },
    { title: say('method'), render: (_, one) => label('method', one.method) },
    { title: say('due'), render: (_, one) => due(one.days) },
    {
      title: say('amountYuan'),
      align: 'right',
      render: (_, one) => <Money fen={one.amount} />,
    },
  ];
}

/** One group, of which those that are ticked become one batch. */
export function BuildGroup({
  group,
  accounts,
  suggested,
  fund,
}: {
  group: Group;
  accounts: Account[];
  suggested: string;
  fund: string;
}) {
  const say = useWords(words);
  const label = useLabels();
  const title = useTitles();
  const go = useNavigate();
  const { message } = App.useApp();
  const [form] = Form.useForm<Given>();
  const { state, busy, write } = useWrite();
  useEffect(() => showAtField(form, state), [form, state]);

  const first = group.payables.slice(0, kLinesMax).map((one) => one.case);
  const [ticked, setTicked] = useState<string[]>(first);
  const chosen = group.payables.filter((one) => ticked.includes(one.case));
  const total = sumOf(chosen, (one) => one.amount);
  const from = accountsFor(group, accounts);
  const watched = Form.useWatch('account', form);
  const account = from.find((one) => one.account === watched) ?? from[0];
  const name = `${label('source', group.source)} · ${say(group.cash ? 'byCash' : 'byAccount')}`;
  const columns = useColumns();

  async function build(given: Given) {
    const body = {
      ...given,
      source: group.source,
      count: chosen.length,
      total,
      lines: chosen.map((one, i) => ({ line: i + 1, case: one.case, amount: one.amount })),
    };
    if (!(await write('batch.built', { fund, body }))) return;
    void message.success(say('builtDone', { batch: given.batch }));
    void go(`/batches/${given.batch}`);
  }

  return (
    <section className="mz-card">
      <h2>{name}</h2>
      {from.length === 0 && <Alert type="warning" showIcon title={say('noAccount')} />}
      <Form<Given>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(given) => void build(given)}
        initialValues={{ batch: suggested, account: from[0]?.account }}
        name={group.key.replace('/', '-')}
      >
        <div className="pay-fields">
          <Form.Item
            name="account"
            label={say('account')}
            rules={[{ required: true, message: say('needed') }]}
          >
            <Select
              style={{ minWidth: 260 }}
              options={from.map((one) => ({
                value: one.account,
                label: `${title('accounts', one.account)} · ${say('balanceOf', { amount: yuan(one.balance) })}`,
              }))}
            />
          </Form.Item>
          <Form.Item
            name="batch"
            label={say('batchId')}
            rules={[
              { required: true, message: say('needed') },
              { pattern: /^[a-z0-9][a-z0-9_.-]*$/, message: say('batchIdForm') },
            ]}
          >
            <Input maxLength={23} autoComplete="off" />
          </Form.Item>
        </div>
        <div role="region" aria-label={name} tabIndex={0} className="pay-scroll">
          <Table<Payable>
            size="small"
            columns={columns}
            dataSource={group.payables}
            rowKey="case"
            pagination={false}
            rowSelection={{
              selectedRowKeys: ticked,
              onChange: (keys) => setTicked(keys as string[]),
              getCheckboxProps: (one) =>
                ({ 'aria-label': say('take', { case: one.case }) }) as object,
              getTitleCheckboxProps: () => ({ 'aria-label': say('takeAll') }) as object,
            }}
          />
        </div>
        <div className="pay-foot">
          <p role="status">
            {say('chosen', { n: chosen.length, amount: yuan(total) })}
            {chosen.length > kLinesMax && (
              <StateTag tone="bad">{say('tooMany', { n: kLinesMax })}</StateTag>
            )}
          </p>
          {account && account.balance < total && (
            <Alert
              type="warning"
              showIcon
              title={say('notCovered', { balance: yuan(account.balance) })}
            />
          )}
          <WriteProblem state={state} />
          <Button
            type="primary"
            htmlType="submit"
            loading={busy}
            disabled={chosen.length === 0 || chosen.length > kLinesMax || from.length === 0}
          >
            {say('build', { n: chosen.length })}
          </Button>
        </div>
      </Form>
    </section>
  );
}
