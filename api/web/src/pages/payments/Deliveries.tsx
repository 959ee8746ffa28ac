import { useState } from 'react';
import { App, Button, Checkbox, Form, Radio, Select } from 'antd';
import { useWriteMany } from '@/api/writeMany';
import { today } from '@/domain/dates';
import { useLabels } from '@/domain/labels';
import { receiverRelations } from '@/domain/relations';
import { PaperFirst, paperOf, type OnPaper } from '@/pages/aid/PaperFirst';
import { docsOf, type PaperGiven } from '@/pages/aid/papers';
import { PapersInput } from '@/pages/aid/PapersInput';
import { usePeople } from '@/pages/aid/reads';
import '@/pages/aid/aid.css';
import { DateInput } from '@/ui/DateInput';
import { Money } from '@/ui/Money';
import { WriteProblem } from '@/ui/Problem';
import { useWords } from '@/words';
import { leftOf, type Line } from './lines';
import type { Payees } from './reads';
import { words } from './words';

interface Given extends OnPaper {
  date: string;
  receiver_relation: string;
  signed: 'sign' | 'finger';
  witnesses?: string[];
  papers?: PaperGiven[];
}

/** 登记签收: of paid lines, one or several at once. */
export function Deliveries({
  fund,
  lines,
  payees,
}: {
  fund: string;
  lines: Line[];
  payees: Payees;
}) {
  const say = useWords(words);
  const { message } = App.useApp();
  const label = useLabels();
  const people = usePeople();
  const writing = useWriteMany();
  const [ticked, setTicked] = useState<number[]>([]);
  const chosen = lines.filter((one) => ticked.includes(one.line));
  const needed = { required: true, message: say('needed') };

  async function record({ on_paper, paper, papers, witnesses, ...given }: Given) {
    const done = await writing.writeAll(
      chosen.map(({ batch, line, case: id }) => ({
        kind: 'aid.delivered',
        ask: {
          fund,
          body: {
            batch,
            line,
            case: id,
            ...given,
            docs: docsOf(papers),
            ...(witnesses?.length && { witnesses }),
            ...paperOf({ on_paper, paper }),
          },
        },
      })),
    );
    if (done === chosen.length) void message.success(say('deliveredDone', { n: done }));
    setTicked(chosen.slice(done).map((one) => one.line));
  }

  return (
    <section className="mz-card mz-no-print">
      <h2>{say('deliver')}</h2>
      <p className="mz-muted">{say('deliverAbout')}</p>
      <ul className="pay-bank" aria-label={say('deliver')}>
        {lines.map((line) => (
          <li key={line.line}>
            <Checkbox
              aria-label={say('deliverLine', { no: line.line })}
              checked={ticked.includes(line.line)}
              onChange={({ target }) =>
                setTicked((before) =>
                  target.checked ? [...before, line.line] : before.filter((no) => no !== line.line),
                )
              }
            >
              {line.line}
            </Checkbox>
            <span>{line.case}</span>
            <span>{payees.get(line.case)?.name ?? ''}</span>
            <Money fen={leftOf(line)} />
          </li>
        ))}
      </ul>
      <Form<Given>
        layout="vertical"
        requiredMark={false}
        initialValues={{ date: today(), receiver_relation: 'self', signed: 'sign' }}
        onFinish={(given) => void record(given)}
      >
        <div className="pay-fields">
          <Form.Item name="date" label={say('deliverDate')} rules={[needed]}>
            <DateInput max={today()} />
          </Form.Item>
          <Form.Item name="receiver_relation" label={say('receiver')} rules={[needed]}>
            <Select
              options={receiverRelations.map((value) => ({
                value,
                label: label('relation', value),
              }))}
              style={{ minWidth: 170 }}
            />
          </Form.Item>
          <Form.Item name="signed" label={say('how')} rules={[needed]}>
            <Radio.Group
              optionType="button"
              options={[
                { value: 'sign', label: say('sign') },
                { value: 'finger', label: say('finger') },
              ]}
            />
          </Form.Item>
        </div>
        <details className="pay-more">
          <summary>{say('deliverMore')}</summary>
          <Form.Item name="witnesses" label={say('witnesses')}>
            <Select
              mode="multiple"
              maxCount={5}
              options={people.map(({ person }) => ({ value: person, label: person }))}
            />
          </Form.Item>
          <Form.Item name="papers" label={say('receipts')}>
            <PapersInput first="signed_receipt" />
          </Form.Item>
          <PaperFirst />
        </details>
        <div className="pay-foot">
          <WriteProblem state={writing.state} />
          <Button
            type="primary"
            htmlType="submit"
            loading={writing.busy}
            disabled={chosen.length === 0}
          >
            {writing.busy
              ? say('progress', { done: writing.done, of: writing.of })
              : say('recordDelivered', { n: chosen.length })}
          </Button>
        </div>
      </Form>
    </section>
  );
}
