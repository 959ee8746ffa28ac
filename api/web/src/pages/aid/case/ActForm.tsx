import { useEffect, useState, type ReactNode } from 'react';
import { Alert, Button, Form } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import type { FormInstance } from 'antd';
import { useWrite, type Ask, type Kind, type Written } from '@/api/write';
import { moment } from '@/domain/dates';
import { useLabels } from '@/domain/labels';
import { WriteProblem, showAtField } from '@/ui/Problem';
import { useWords } from '@/words';
import { useTrial } from '../dryRun';
import type { CasePage } from '../reads';
import { words } from './actWords';

export interface ActProps {
  page: CasePage;
  onDone: (written: Written, proposed: boolean) => void;
  onCancel: () => void;
}

/** What a form asks to be written; `seen` is put in by the frame where the body has it. */
export interface Act {
  kind: Kind;
  ask: Ask;
  proposed?: boolean;
}

function TrialLine({ act }: { act: Act | undefined }) {
  const say = useWords(words);
  const trial = useTrial(act?.kind ?? 'case.approved', act?.ask, act?.proposed);
  switch (trial.at) {
    case 'none':
      return null;
    case 'asking':
      return <Alert type="info" title={say('trialAsking')} role="status" />;
    case 'unreachable':
      return <Alert type="warning" title={say('trialUnreachable')} role="status" />;
    case 'would':
      return <Alert type="success" showIcon title={say('trialWould')} role="status" />;
    case 'would_not':
      return (
        <Alert
          type="warning"
          showIcon
          role="status"
          title={say('trialWouldNot', { why: trial.problem.title })}
        />
      );
  }
}

/** The newest entry that this person was shown; it moves on only when they say so. */
export function useSeen(page: CasePage) {
  const newest = page.history.at(-1)?.seq ?? 0;
  const [seen, setSeen] = useState({ leaf: page.seen, seq: newest });
  return {
    seen: seen.leaf,
    changed: seen.leaf !== page.seen,
    news: page.history.filter(({ seq }) => seq > seen.seq),
    look: () => setSeen({ leaf: page.seen, seq: newest }),
  };
}

/**
 * The frame of every act on a case: the fields, what the rules say of them as they are typed, what
 * went wrong, and one button. `act` makes an entry of the fields; undefined while they say too little.
 */
export function ActForm<Given extends object>({
  page,
  form,
  initial,
  act,
  tries = false,
  submit,
  danger = false,
  children,
  onDone,
  onCancel,
}: ActProps & {
  form: FormInstance<Given>;
  initial: Partial<Given>;
  act: (given: Given, seen: string) => Act | undefined;
  /** Whether the rules are asked while one types. */
  tries?: boolean;
  submit: string;
  danger?: boolean;
  children: ReactNode;
}) {
  const say = useWords(words);
  const { state, busy, write, propose, reset } = useWrite();
  const { seen, changed, news, look } = useSeen(page);
  const given = Form.useWatch([], form) as Given | undefined;
  const label = useLabels();
  const queries = useQueryClient();
  const open = state.at !== 'sending' && state.at !== 'done';
  const faster = state.at === 'refused' && state.error.problem.code === 'case_changed';
  useEffect(() => showAtField(form, state), [form, state]);
  // What is new is shown behind the form; it is sent again when the person has looked.
  useEffect(() => {
    if (faster) void queries.invalidateQueries({ queryKey: ['case', page.id] });
  }, [faster, queries, page.id]);

  async function save(values: Given) {
    const made = act(values, seen);
    if (!made) return;
    const send = made.proposed ? propose : write;
    const written = await send(made.kind, made.ask);
    if (written) onDone(written, made.proposed ?? false);
  }

  return (
    <Form<Given>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={initial}
      onFinish={save}
      scrollToFirstError={{ block: 'center' }}
      className="mz-aid-act"
    >
      {children}
      {tries && given && !changed && open && <TrialLine act={act(given, seen)} />}
      {!changed && <WriteProblem state={state} />}
      {changed && (
        <Alert
          type="warning"
          showIcon
          role="alert"
          title={say('changed')}
          description={
            <>
              {news.map((entry) => (
                <div key={entry.seq}>
                  {moment(entry.time)} {entry.actor}:<strong>{label('kind', entry.kind)}</strong>
                </div>
              ))}
              {say('changedWhy')}
            </>
          }
          action={
            <Button
              onClick={() => {
                look();
                reset();
              }}
            >
              {say('lookedAgain')}
            </Button>
          }
        />
      )}
      <div className="mz-actions mz-aid-submit">
        <Button type="primary" htmlType="submit" danger={danger} loading={busy} disabled={changed}>
          {submit}
        </Button>
        <Button onClick={onCancel}>{say('close')}</Button>
      </div>
    </Form>
  );
}

/** A note in free text goes to the vault, under the head of the family. */
export function noteOf(page: CasePage, note: string | undefined): Pick<Ask, 'private'> {
  const subject = page.household?.members[0]?.person;
  const text = note?.trim();
  return subject && text ? { private: [{ subject, details: { note: text } }] } : {};
}
