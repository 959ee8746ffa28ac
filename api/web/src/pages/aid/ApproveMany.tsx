import { useRef, useState } from 'react';
import { Button, Modal, Table } from 'antd';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { Refused } from '@/api/client';
import { writeOnce } from '@/api/write';
import { yuan } from '@/domain/money';
import { Money } from '@/ui/Money';
import { StateTag, type Tone } from '@/ui/Tag';
import { useLanguage, useWords } from '@/words';
import { words } from './approveWords';
import { useCodes } from '@/domain/tableRows';
import { CaseLink } from './parts';
import { lastOf, readCase, type CasePage } from './reads';
import { ruleWords, type RuleCode } from './ruleWords';
import { words as aidWords } from './words';

type Outcome =
  | { at: 'sending' }
  | { at: 'done'; seq: number }
  | { at: 'refused'; why: string }
  | { at: 'unreachable' };

interface Row {
  id: string;
  page?: CasePage;
  /** What the township proposed; undefined where it may not be approved here. */
  amount?: number;
  broken: string[];
  outcome?: Outcome;
}

function rowOf(id: string, page: CasePage | undefined, outcome: Outcome | undefined): Row {
  const broken = (page?.rules ?? []).filter(({ holds }) => !holds).map(({ rule }) => rule);
  const may = page?.acts?.some((act) => act.kind === 'case.approved' && act.may) ?? false;
  const proposed = lastOf(page?.history, 'case.reviewed')?.amount;
  return { id, page, broken, outcome, amount: may && broken.length === 0 ? proposed : undefined };
}

/** Approves several cases, one entry each, and tells of each what became of it. */
export function ApproveMany({ cases, onClose }: { cases: string[]; onClose: () => void }) {
  const say = useWords(words);
  const sayAid = useWords(aidWords);
  const place = useLanguage() === 'zh' ? 0 : 1;
  const causes = useCodes('causes');
  const queries = useQueryClient();
  const [outcomes, setOutcomes] = useState<Record<string, Outcome>>({});
  const [busy, setBusy] = useState(false);
  const keys = useRef(new Map<string, string>());
  const pages = useQueries({
    queries: cases.map((id) => ({
      queryKey: ['case', id],
      queryFn: () => readCase(id),
      // What one looks at while approving stays as it was when it was shown.
      enabled: outcomes[id] === undefined,
    })),
  });
  const rows = cases.map((id, index) => rowOf(id, pages[index]?.data, outcomes[id]));
  const open = rows.filter(
    (row) => row.amount !== undefined && (!row.outcome || row.outcome.at === 'unreachable'),
  );
  const done = rows.filter((row) => row.outcome?.at === 'done').length;

  async function approve(row: Row) {
    const tell = (outcome: Outcome) => setOutcomes((old) => ({ ...old, [row.id]: outcome }));
    tell({ at: 'sending' });
    const key = keys.current.get(row.id) ?? crypto.randomUUID();
    keys.current.set(row.id, key);
    try {
      const body = { case: row.id, amount: row.amount, basis: 'person', seen: row.page?.seen };
      const fund = row.page?.standing?.case.fund;
      const written = await writeOnce('case.approved', { fund, body }, key);
      tell({ at: 'done', seq: written.seq });
    } catch (error) {
      if (error instanceof Refused) tell({ at: 'refused', why: error.problem.title });
      else tell({ at: 'unreachable' });
    }
  }

  async function approveAll() {
    setBusy(true);
    for (const row of open) await approve(row);
    setBusy(false);
    await queries.invalidateQueries();
  }

  function state(row: Row): { tone: Tone; text: string } {
    switch (row.outcome?.at) {
      case 'sending':
        return { tone: 'active', text: say('sending') };
      case 'done':
        return { tone: 'good', text: say('done', { seq: row.outcome.seq }) };
      case 'refused':
        return { tone: 'bad', text: say('refused', { why: row.outcome.why }) };
      case 'unreachable':
        return { tone: 'waiting', text: say('unreachable') };
    }
    if (!row.page) return { tone: 'plain', text: say('reading') };
    return row.amount !== undefined
      ? { tone: 'good', text: say('ready') }
      : { tone: 'waiting', text: say('openIt') };
  }

  const sum = open.reduce((total, row) => total + (row.amount ?? 0), 0);
  return (
    <Modal
      open
      width={860}
      title={say('title')}
      onCancel={busy ? undefined : onClose}
      footer={[
        <Button key="close" onClick={onClose} disabled={busy}>
          {say('close')}
        </Button>,
        (open.length > 0 || busy) && (
          <Button key="approve" type="primary" loading={busy} onClick={() => void approveAll()}>
            {say('approve', { n: open.length, yuan: yuan(sum) })}
          </Button>
        ),
      ]}
    >
      <p className="mz-muted">{say('about')}</p>
      <Table<Row>
        size="small"
        aria-label={say('title')}
        dataSource={rows}
        rowKey="id"
        pagination={false}
        scroll={{ x: 'max-content' }}
        columns={[
          { key: 'id', title: sayAid('caseId'), render: (_, { id }) => <CaseLink id={id} /> },
          {
            key: 'cause',
            title: sayAid('cause'),
            render: (_, { page }) => causes.title(page?.standing?.case.cause),
          },
          {
            key: 'asked',
            title: sayAid('asked'),
            align: 'right',
            render: (_, { page }) => <Money fen={page?.standing?.asked} />,
          },
          {
            key: 'amount',
            title: say('proposed'),
            align: 'right',
            render: (_, { page }) => (
              <Money fen={lastOf(page?.history, 'case.reviewed')?.amount} strong />
            ),
          },
          {
            key: 'state',
            title: say('result'),
            render: (_, row) => {
              const { tone, text } = state(row);
              return (
                <>
                  <StateTag tone={tone}>{text}</StateTag>
                  {row.broken.map((rule) => (
                    <div key={rule} className="mz-muted">
                      ✗ {ruleWords[rule as RuleCode]?.[place] ?? rule}
                    </div>
                  ))}
                </>
              );
            },
          },
        ]}
      />
      <p role="status" className="mz-list-foot">
        {done > 0 && say('finished', { n: done })}
      </p>
    </Modal>
  );
}
