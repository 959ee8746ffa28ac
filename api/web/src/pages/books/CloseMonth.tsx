import { useState } from 'react';
import { Alert, App, Button, Form, Input, Modal } from 'antd';
import { Link } from 'react-router-dom';
import { useQuery } from '@tanstack/react-query';
import { api, take } from '@/api/client';
import { useWrite } from '@/api/write';
import { useBatchPages, useBatches } from '@/domain/batches';
import { sumOf, useHeaps, type Entity } from '@/domain/bookRows';
import { today } from '@/domain/dates';
import { yuan } from '@/domain/money';
import { hasDuty, useOffice } from '@/session/session';
import { WriteProblem } from '@/ui/Problem';
import { StateTag } from '@/ui/Tag';
import { useWords } from '@/words';
import { usePosted } from './posted';
import { unsettledOf } from './unsettled';
import { lastDayOf, trialOf, trialSums } from './trial';
import { words } from './words';

interface Check {
  good: boolean;
  text: string;
  why?: string;
  to: string;
}

/** What can be known of a month before it is closed. */
function useChecks(entity: Entity, month: string): Check[] | undefined {
  const say = useWords(words);
  const { funds } = useOffice();
  const ours = funds.filter((one) => one.entity === entity.entity).map(({ fund }) => fund);
  const heaps = useHeaps();
  const batches = useBatches();
  const posted = usePosted();
  const proposals = useQuery({
    queryKey: ['proposals'],
    queryFn: () => take(api.GET('/v1/proposals', { params: { query: { limit: 1000 } } })),
  });
  const released = batches.data?.filter((one) => one.released && ours.includes(one.fund)) ?? [];
  const pages = useBatchPages(released.map(({ batch }) => batch));
  if (!heaps.data || !posted.data || !proposals.data || pages.length < released.length) {
    return undefined;
  }
  const waiting = heaps.data.filter(
    (heap) => ours.includes(heap.fund) && heap.book_date <= lastDayOf(month),
  );
  const lines = pages.flatMap((page) => unsettledOf(page, lastDayOf(month)));
  const proposed = proposals.data.items.filter((one) => one.fund && ours.includes(one.fund));
  const rows = trialOf(
    posted.data.filter((one) => one.entity === entity.entity),
    month,
  );
  const [debit, credit] = trialSums(rows)[1] as [number, number];
  const amount = (fen: number) => yuan(fen);
  return [
    {
      good: waiting.length === 0,
      text: waiting.length
        ? say('checkUnconfirmed', {
            n: sumOf(waiting, (heap) => heap.count),
            amount: amount(sumOf(waiting, (heap) => heap.amount)),
          })
        : say('checkUnconfirmedNone'),
      why: waiting.length ? say('checkUnconfirmedWhy') : undefined,
      to: '/confirm',
    },
    {
      good: lines.length === 0,
      text: lines.length
        ? say('checkLines', { n: lines.length, amount: amount(sumOf(lines, (l) => l.amount)) })
        : say('checkLinesNone'),
      to: '/batches',
    },
    {
      good: proposed.length === 0,
      text: proposed.length
        ? say('checkProposals', { n: proposed.length })
        : say('checkProposalsNone'),
      to: '/proposals',
    },
    {
      good: debit === credit,
      text:
        debit === credit
          ? say('checkTrial', { amount: amount(debit) })
          : say('checkTrialFails', { amount: amount(debit - credit) }),
      to: `/trial?month=${month}`,
    },
  ];
}

function TypeTheMonth({
  entity,
  month,
  onClose,
}: {
  entity: string;
  month: string;
  onClose: () => void;
}) {
  const say = useWords(words);
  const { message } = App.useApp();
  const { state, busy, write } = useWrite();
  const [typed, setTyped] = useState('');
  const same = typed.trim() === month;
  async function close() {
    if (!same || busy) return;
    if (await write('period.closed', { body: { entity, period: month } })) {
      void message.success(say('closeDone', { month }));
      onClose();
    }
  }
  return (
    <Modal
      open
      title={say('closeMonth', { month })}
      okText={say('closeMonth', { month })}
      okButtonProps={{ danger: true, disabled: !same }}
      cancelText={say('cancel')}
      confirmLoading={busy}
      onCancel={onClose}
      onOk={() => void close()}
    >
      <Alert type="warning" showIcon title={say('closeForGood', { month })} />
      <Form layout="vertical" style={{ marginTop: 16 }} onFinish={() => void close()}>
        <Form.Item label={say('typeMonth')} htmlFor="type-month">
          <Input
            id="type-month"
            autoFocus
            autoComplete="off"
            placeholder={month}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </Form.Item>
      </Form>
      <WriteProblem state={state} />
    </Modal>
  );
}

/** The month that comes next: what is still to be done in it, and closing it for good. */
export function CloseMonth({ entity }: { entity: Entity }) {
  const say = useWords(words);
  const { session } = useOffice();
  const [asking, setAsking] = useState(false);
  const month = entity.open_from;
  const checks = useChecks(entity, month);
  if (month >= today().slice(0, 7)) {
    return <Alert type="info" showIcon title={say('nothingToClose', { month })} />;
  }
  return (
    <section className="mz-card" aria-labelledby="before">
      <h2 id="before">{say('beforeClose', { month })}</h2>
      <ul className="bk-checks" aria-busy={checks === undefined}>
        {checks?.map(({ good, text, why, to }) => (
          <li key={to}>
            <StateTag tone={good ? 'good' : 'waiting'}>
              {say(good ? 'checkDone' : 'checkOpen')}
            </StateTag>
            <span>
              {text}
              {why && <span className="mz-muted"> {why}</span>}
            </span>
            {!good && (
              <Link to={to} aria-label={`${say('goThere')}: ${text}`}>
                {say('goThere')}
              </Link>
            )}
          </li>
        ))}
      </ul>
      <p className="mz-muted">{say('checkNotKnown')}</p>
      {hasDuty(session, 'bookkeeper') && (
        <Button type="primary" disabled={!checks} onClick={() => setAsking(true)}>
          {say('closeMonth', { month })}
        </Button>
      )}
      {asking && (
        <TypeTheMonth entity={entity.entity} month={month} onClose={() => setAsking(false)} />
      )}
    </section>
  );
}
