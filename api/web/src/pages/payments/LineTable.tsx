import { useState } from 'react';
import { Button, Table } from 'antd';
import type { TableProps } from 'antd';
import { Link } from 'react-router-dom';
import type { Batch } from '@/domain/batches';
import { sumOf } from '@/domain/bookRows';
import { useLabels } from '@/domain/labels';
import { yuan } from '@/domain/money';
import { useCodes } from '@/domain/tableRows';
import { hasDuty, useOffice } from '@/session/session';
import { Money } from '@/ui/Money';
import { Signatures } from '@/ui/Signatures';
import { StateTag, type Tone } from '@/ui/Tag';
import { useWords } from '@/words';
import { LineAct, type LineActName } from './LineAct';
import { leftOf, type Line, type Stage } from './lines';
import type { Payees } from './reads';
import { words } from './words';

const kTones: Record<Stage, Tone> = {
  built: 'waiting',
  released: 'active',
  paid: 'good',
  delivered: 'good',
  failed: 'bad',
  returned: 'bad',
};

export function useStageName(): (stage: Stage | undefined) => string {
  const say = useWords(words);
  const label = useLabels();
  return (stage) => {
    if (stage === undefined) return say('reading');
    if (stage === 'failed' || stage === 'returned' || stage === 'delivered') return say(stage);
    return label('line', stage);
  };
}

/** Where a line stands, and why. */
function Standing({ line }: { line: Line }) {
  const say = useWords(words);
  const reason = useCodes('reasons').title;
  const label = useLabels();
  const stageName = useStageName();
  const { stage, paid, failed, returned, delivered } = line;
  const details = [
    failed && reason(failed.reason),
    ...returned.map((one) =>
      [say('partReturned', { amount: yuan(one.amount) }), reason(one.reason)].join(' · '),
    ),
    paid && say('paidOn', { date: paid.value_date }),
    delivered &&
      say('deliveredOn', {
        date: delivered.date,
        who: label('relation', delivered.receiver_relation),
        how: say(delivered.signed),
      }),
  ].filter((text) => text !== undefined);
  return (
    <>
      <StateTag tone={stage ? kTones[stage] : 'plain'}>{stageName(stage)}</StateTag>
      <div className="pay-why">{details.join(' · ')}</div>
    </>
  );
}

/** 付款清单: every line of the batch, as it was built and as it stands. */
export function LineTable({
  batch,
  lines,
  payees,
  whole,
}: {
  batch: Batch | undefined;
  lines: Line[];
  payees: Payees;
  /** Whether names and numbers are not masked. */
  whole: boolean;
}) {
  const say = useWords(words);
  const label = useLabels();
  const { session } = useOffice();
  const [act, setAct] = useState<{ name: LineActName; line: Line }>();
  const cashier = hasDuty(session, 'cashier');

  const columns: TableProps<Line>['columns'] = [
    { title: say('no'), dataIndex: 'line', width: 60 },
    { title: say('case'), render: (_, one) => <Link to={`/cases/${one.case}`}>{one.case}</Link> },
    {
      title: say('payee'),
      render: (_, { case: id }) => {
        const payee = payees.get(id);
        return payee && `${payee.name ?? ''} ${label('payee', payee.type)}`.trim();
      },
    },
    {
      title: say('payeeAccount'),
      render: (_, { case: id }) => {
        const payee = payees.get(id);
        const bank = whole ? payee?.bank : undefined;
        return (
          payee && [label('method', payee.method), payee.account, bank].filter(Boolean).join(' ')
        );
      },
    },
    {
      title: say('amountYuan'),
      align: 'right',
      render: (_, one) => <Money fen={one.amount} />,
    },
    { title: say('state'), render: (_, one) => <Standing line={one} /> },
  ];
  if (cashier && batch && lines.some(({ stage }) => stage === 'paid' || stage === 'built')) {
    columns.push({
      title: say('acts'),
      className: 'pay-acts',
      render: (_, line) => {
        const name =
          line.stage === 'paid' ? 'return' : line.stage === 'built' ? 'takeOut' : undefined;
        if (!name) return null;
        return (
          <Button
            size="small"
            aria-label={say(`${name}Of`, { no: line.line })}
            onClick={() => setAct({ name, line })}
          >
            {say(name)}
          </Button>
        );
      },
    });
  }
  const failed = lines.some(({ stage }) => stage === 'failed' || stage === 'returned');

  return (
    <section className="mz-card pay-list">
      <h2>{say('paymentList')}</h2>
      <div className="pay-scroll" role="region" aria-label={say('paymentList')} tabIndex={0}>
        <Table<Line>
          size="small"
          columns={columns}
          dataSource={lines}
          rowKey="line"
          pagination={false}
          summary={() => (
            <Table.Summary.Row>
              <Table.Summary.Cell index={0} colSpan={4}>
                <strong>{say('total')}</strong>
              </Table.Summary.Cell>
              <Table.Summary.Cell index={4} align="right">
                <Money fen={sumOf(lines, (one) => one.amount)} strong />
              </Table.Summary.Cell>
              <Table.Summary.Cell index={5} colSpan={columns.length - 5} />
            </Table.Summary.Row>
          )}
        />
      </div>
      {failed && <p className="mz-no-print">{say('nextFailed')}</p>}
      <p className="mz-muted">{say(whole ? 'whole' : 'masked')}</p>
      <Signatures names={[say('prepared'), say('checked'), say('head')]} />
      {act && batch && (
        <LineAct
          name={act.name}
          batch={batch}
          line={act.line}
          left={leftOf(act.line)}
          onClose={() => setAct(undefined)}
        />
      )}
    </section>
  );
}
