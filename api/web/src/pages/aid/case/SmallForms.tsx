import { Alert, Form, Input, Radio, Select } from 'antd';
import type { Kind } from '@/api/write';
import { yuan } from '@/domain/money';
import { MoneyInput } from '@/ui/MoneyInput';
import { useWords } from '@/words';
import { useCodes } from '@/domain/tableRows';
import { docsOf, type PaperGiven } from '../papers';
import { PaperFirst, paperOf, type OnPaper } from '../PaperFirst';
import { PapersInput } from '../PapersInput';
import { ActForm, noteOf, type ActProps } from './ActForm';
import { words } from './actWords';

function fundOf(page: ActProps['page']) {
  return page.standing?.case.fund;
}

/** The township's opinion, with the amount that it proposes. */
export function ReviewForm(props: ActProps) {
  const { page } = props;
  const say = useWords(words);
  const [form] = Form.useForm<{ amount?: number; papers?: PaperGiven[] } & OnPaper>();
  const asked = page.standing?.asked;
  return (
    <ActForm
      {...props}
      form={form}
      initial={{ amount: asked }}
      tries
      submit={say('saveReview')}
      act={({ amount, papers, ...more }, seen) =>
        amount === undefined
          ? undefined
          : {
              kind: 'case.reviewed',
              ask: {
                fund: fundOf(page),
                body: { case: page.id, amount, seen, docs: docsOf(papers), ...paperOf(more) },
              },
            }
      }
    >
      <Form.Item
        name="amount"
        label={say('proposedAmount')}
        rules={[{ required: true, message: say('needed') }]}
        extra={asked !== undefined && say('askedWas', { yuan: yuan(asked) })}
      >
        <MoneyInput autoFocus />
      </Form.Item>
      <Form.Item name="papers" label={say('papers')}>
        <PapersInput first="approval_form" />
      </Form.Item>
      <PaperFirst />
    </ActForm>
  );
}

const kEnds = {
  'case.returned': { use: 'complete', why: 'returnWhy', submit: 'returnIt', danger: false },
  'case.rejected': { use: 'reject', why: 'rejectWhy', submit: 'rejectIt', danger: true },
  'case.withdrawn': { use: 'withdraw', why: 'withdrawWhy', submit: 'withdrawIt', danger: true },
} as const;
export type EndKind = keyof typeof kEnds;

/** To send a case back, to reject it, to withdraw it: for a reason, with a note. */
export function ReasonForm({ kind, ...props }: ActProps & { kind: EndKind }) {
  const { page } = props;
  const say = useWords(words);
  const reasons = useCodes('reasons');
  const [form] = Form.useForm<{ reason?: string; note?: string }>();
  const { use, why, submit, danger } = kEnds[kind];
  return (
    <ActForm
      {...props}
      form={form}
      initial={{}}
      submit={say(submit)}
      danger={danger}
      act={({ reason, note }) => ({
        kind: kind as Kind,
        ask: { fund: fundOf(page), body: { case: page.id, reason }, ...noteOf(page, note) },
      })}
    >
      <Alert type="info" title={say(why)} style={{ marginBottom: 16 }} />
      <Form.Item
        name="reason"
        label={say('reason')}
        rules={[{ required: true, message: say('needed') }]}
      >
        <Select autoFocus options={reasons.choices(use)} />
      </Form.Item>
      <Form.Item name="note" label={say('note')}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={1000} />
      </Form.Item>
    </ActForm>
  );
}

/** What became of urgent aid once its papers were complete. */
export function RatifyForm(props: ActProps) {
  const { page } = props;
  const say = useWords(words);
  const reasons = useCodes('reasons');
  const [form] = Form.useForm<{
    outcome: 'ratified' | 'not_ratified';
    reason?: string;
    note?: string;
    papers?: PaperGiven[];
  }>();
  const outcome = Form.useWatch('outcome', form);
  return (
    <ActForm
      {...props}
      form={form}
      initial={{ outcome: 'ratified' }}
      tries
      submit={say('saveRatify')}
      danger={outcome === 'not_ratified'}
      act={(given) => {
        const refused = given.outcome === 'not_ratified';
        if (refused && !given.reason) return undefined;
        const body = {
          case: page.id,
          outcome: given.outcome,
          ...(refused && { reason: given.reason }),
          docs: docsOf(given.papers),
        };
        return {
          kind: 'case.ratified',
          ask: { fund: fundOf(page), body, ...noteOf(page, given.note) },
        };
      }}
    >
      <Form.Item name="outcome" label={say('outcome')}>
        <Radio.Group
          options={[
            { value: 'ratified', label: say('outcome_ratified') },
            { value: 'not_ratified', label: say('outcome_not_ratified') },
          ]}
        />
      </Form.Item>
      {outcome === 'not_ratified' && (
        <>
          <Form.Item
            name="reason"
            label={say('reason')}
            rules={[{ required: true, message: say('needed') }]}
          >
            <Select options={reasons.choices('reject')} />
          </Form.Item>
          <Form.Item name="note" label={say('note')}>
            <Input.TextArea autoSize={{ minRows: 2 }} maxLength={1000} />
          </Form.Item>
        </>
      )}
      <Form.Item name="papers" label={say('papers')}>
        <PapersInput first="approval_form" />
      </Form.Item>
    </ActForm>
  );
}

/** Papers that come later. */
export function EvidenceForm(props: ActProps) {
  const { page } = props;
  const say = useWords(words);
  const [form] = Form.useForm<{ papers?: PaperGiven[] }>();
  return (
    <ActForm
      {...props}
      form={form}
      initial={{}}
      submit={say('savePapers')}
      act={({ papers }) => ({
        kind: 'evidence.attached',
        ask: { fund: fundOf(page), body: { case: page.id, docs: docsOf(papers) } },
      })}
    >
      <Form.Item
        name="papers"
        label={say('papers')}
        rules={[{ required: true, type: 'array', min: 1, message: say('noPapersYet') }]}
      >
        <PapersInput />
      </Form.Item>
    </ActForm>
  );
}
