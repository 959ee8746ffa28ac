import { useState } from 'react';
import { Alert, App, Button, Form, Input, Radio, Select } from 'antd';
import { useWriteMany, type Item } from '@/api/writeMany';
import type { Batch } from '@/domain/batches';
import { sumOf } from '@/domain/bookRows';
import { today } from '@/domain/dates';
import { yuan } from '@/domain/money';
import { useCodes } from '@/domain/tableRows';
import { DateInput } from '@/ui/DateInput';
import { Money } from '@/ui/Money';
import { WriteProblem } from '@/ui/Problem';
import { useWords } from '@/words';
import type { Line } from './lines';
import type { Payees } from './reads';
import { words } from './words';

type Result = 'success' | 'failure' | 'noResult';

/** What a line says; a line of which nothing was said is paid. */
interface Said {
  result: Result;
  reason?: string;
}
const kPaid: Said = { result: 'success' };

/** 登记银行结果: all paid but those that are said to have failed, or to have no result yet. */
export function Results({ batch, lines, payees }: { batch: Batch; lines: Line[]; payees: Payees }) {
  const say = useWords(words);
  const { message } = App.useApp();
  const reasons = useCodes('reasons').choices('fail');
  const writing = useWriteMany();
  const [date, setDate] = useState<string | undefined>(today());
  const [reference, setReference] = useState('');
  const [said, setSaid] = useState<Record<number, Said>>({});
  const [checked, setChecked] = useState(false);
  const [stopped, setStopped] = useState<number>();

  const of = (line: Line) => said[line.line] ?? kPaid;
  const paid = lines.filter((line) => of(line).result === 'success');
  const failed = lines.filter((line) => of(line).result === 'failure');
  const plain = /^[ -~]*$/.test(reference);
  const complete = plain && date !== undefined && failed.every((line) => of(line).reason);

  function itemOf(line: Line): Item {
    const { batch: id, account, source, fund } = batch;
    const about = { batch: id, line: line.line, case: line.case };
    const bank_ref = reference.trim() || undefined;
    const { result, reason } = of(line);
    return result === 'failure'
      ? { kind: 'aid.failed', ask: { fund, body: { ...about, reason } } }
      : {
          kind: 'aid.paid',
          ask: {
            fund,
            body: { ...about, account, source, amount: line.amount, value_date: date, bank_ref },
          },
        };
  }
  async function record() {
    setChecked(true);
    setStopped(undefined);
    if (!complete) return;
    const told = lines.filter((line) => of(line).result !== 'noResult');
    const done = await writing.writeAll(told.map(itemOf));
    if (done === told.length) void message.success(say('recorded', { n: done }));
    else setStopped(told[done]?.line);
  }
  const tell = (line: Line, more: Partial<Said>) =>
    setSaid((before) => ({ ...before, [line.line]: { ...of(line), ...more } }));

  return (
    <section className="mz-card mz-no-print">
      <h2>{say('results')}</h2>
      <p className="mz-muted">{say('resultsAbout')}</p>
      <Form layout="vertical" onFinish={() => void record()}>
        <div className="pay-fields">
          <Form.Item
            label={say('paidDate')}
            htmlFor="paid-date"
            validateStatus={checked && !date ? 'error' : undefined}
            help={checked && !date ? say('needed') : undefined}
          >
            <DateInput id="paid-date" value={date} onChange={setDate} max={today()} />
          </Form.Item>
          <Form.Item
            label={say('bankRef')}
            htmlFor="bank-ref"
            extra={say('bankRefHint')}
            validateStatus={plain ? undefined : 'error'}
            help={plain ? undefined : say('asciiOnly')}
          >
            <Input
              id="bank-ref"
              value={reference}
              maxLength={64}
              onChange={(event) => setReference(event.target.value)}
            />
          </Form.Item>
        </div>
        <ul className="pay-bank" aria-label={say('results')}>
          {lines.map((line) => {
            const { result, reason } = of(line);
            const missing = checked && result === 'failure' && !reason;
            return (
              <li key={line.line}>
                <span className="mz-muted">{line.line}</span>
                <span>{line.case}</span>
                <span>{payees.get(line.case)?.name ?? ''}</span>
                <Money fen={line.amount} />
                <Radio.Group
                  aria-label={say('resultOf', { no: line.line })}
                  value={result}
                  onChange={(event) => tell(line, { result: event.target.value as Result })}
                  optionType="button"
                  options={(['success', 'failure', 'noResult'] as const).map((value) => ({
                    value,
                    label: say(value),
                  }))}
                />
                {result === 'failure' ? (
                  <Select
                    aria-label={say('reasonOf', { no: line.line })}
                    placeholder={missing ? say('reasonNeeded') : say('reason')}
                    status={missing ? 'error' : undefined}
                    value={reason}
                    onChange={(value) => tell(line, { reason: value })}
                    options={reasons}
                  />
                ) : (
                  <span />
                )}
              </li>
            );
          })}
        </ul>
        <div className="pay-foot">
          <WriteProblem state={writing.state} />
          {stopped !== undefined && (
            <Alert type="warning" showIcon title={say('stoppedAt', { no: stopped })} />
          )}
          <Button
            type="primary"
            htmlType="submit"
            loading={writing.busy}
            disabled={paid.length + failed.length === 0}
          >
            {writing.busy
              ? say('progress', { done: writing.done, of: writing.of })
              : say('record', {
                  paid: paid.length,
                  amount: yuan(sumOf(paid, (line) => line.amount)),
                  failed: failed.length,
                })}
          </Button>
        </div>
      </Form>
    </section>
  );
}
