import { useEffect, useState } from 'react';
import { Alert, Form, Input } from 'antd';
import { Refused } from '@/api/client';
import { useLabels } from '@/domain/labels';
import { usePurposeName } from '@/domain/purposeName';
import { useTitles } from '@/domain/titles';
import { Yuan } from '@/ui/Money';
import { StateTag } from '@/ui/Tag';
import { useWords } from '@/words';
import { words as uiWords } from '@/ui/words';
import { findIncome, type FoundIncome } from './income';
import { words } from './words';

/** Which income is meant, by its number, and what it is. `start` is looked for at once. */
export function FindIncome({
  start = '',
  giftsOnly = false,
  wants,
  found,
  onFound,
}: {
  start?: string;
  giftsOnly?: boolean;
  /** How much of it must be unspent: some, or the whole. */
  wants?: 'some' | 'whole';
  found: FoundIncome | undefined;
  onFound: (income: FoundIncome | undefined) => void;
}) {
  const say = useWords(words);
  const sayUi = useWords(uiWords);
  const [text, setText] = useState(start);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  function problemOf(income: FoundIncome): string | undefined {
    if (income.standing === 'unconfirmed') return say('notConfirmed');
    if (income.standing === 'cancelled') return say('wasCancelled');
    if (income.standing === 'reversed') return say('wasReversed');
    if (giftsOnly && income.kind !== 'donation.received') return say('notGift');
    const least = wants === 'whole' ? income.body.amount : wants === 'some' ? 1 : 0;
    if ((income.unspent ?? least) < least) return say(wants === 'some' ? 'allSpent' : 'partSpent');
    return undefined;
  }

  async function find(what: string) {
    if (what.trim() === '') return;
    setBusy(true);
    setProblem(undefined);
    onFound(undefined);
    try {
      const income = await findIncome(what);
      if (income === 'nothing') setProblem(say('notFound'));
      else if ('notIncome' in income) setProblem(say('notIncome', { seq: income.notIncome }));
      else {
        setProblem(problemOf(income));
        onFound(income);
      }
    } catch (error) {
      setProblem(error instanceof Refused ? error.problem.title : sayUi('unreachable'));
    } finally {
      setBusy(false);
    }
  }
  // Once, for the number that the address brought along.
  useEffect(() => void find(start), [start]); // eslint-disable-line react-hooks/exhaustive-deps

  return (
    <>
      <Form.Item label={say('whichIncome')} htmlFor="which-income" extra={say('whichIncomeHint')}>
        <Input.Search
          id="which-income"
          autoFocus={start === ''}
          value={text}
          loading={busy}
          enterButton={say('find')}
          onChange={(event) => setText(event.target.value)}
          onSearch={(what, event) => {
            event?.preventDefault();
            void find(what);
          }}
        />
      </Form.Item>
      {problem && <Alert type="warning" showIcon role="alert" title={problem} className="bk-gap" />}
      {found && <Facts income={found} />}
    </>
  );
}

/** Whether this income can be corrected by two people at all. */
export const isConfirmed = (income: FoundIncome) =>
  income.standing === undefined || income.standing === 'confirmed';

function Facts({ income }: { income: FoundIncome }) {
  const say = useWords(words);
  const label = useLabels();
  const title = useTitles();
  const purpose = usePurposeName();
  const { body, kind, number, seq, standing, unspent } = income;
  return (
    <dl className="bk-facts">
      <dt>{say('income')}</dt>
      <dd>
        {label('kind', kind)} {number ?? ''}{' '}
        <span className="mz-muted">
          ({say('seq')} {seq})
        </span>
      </dd>
      <dt>{say('amount')}</dt>
      <dd>
        <Yuan fen={body.amount} strong />
      </dd>
      {unspent !== undefined && (
        <>
          <dt>{say('unspent')}</dt>
          <dd>
            <Yuan fen={unspent} />
          </dd>
        </>
      )}
      <dt>{say('date')}</dt>
      <dd>{body.value_date}</dd>
      <dt>{say('account')}</dt>
      <dd>{title('accounts', body.account)}</dd>
      <dt>{say('purpose')}</dt>
      <dd>{purpose(body.purpose)}</dd>
      {standing && (
        <>
          <dt>{say('standing')}</dt>
          <dd>
            <StateTag tone={standing === 'confirmed' ? 'good' : 'plain'}>
              {label('standing', standing)}
            </StateTag>
          </dd>
        </>
      )}
    </dl>
  );
}
