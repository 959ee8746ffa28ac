import { useState } from 'react';
import { Alert, App, Button, Form, Select } from 'antd';
import { useWrite } from '@/api/write';
import { seconders } from '@/domain/duties';
import { useLabels } from '@/domain/labels';
import { useCodes } from '@/domain/tableRows';
import { hasDuty, useOffice } from '@/session/session';
import { WriteProblem } from '@/ui/Problem';
import { useWords } from '@/words';
import type { Proposal } from './reads';
import { SecondTable, type TableHeader } from './SecondTable';
import type { Why } from './standing';
import { words } from './words';

const kWhy: Record<Why, keyof typeof words> = {
  mine: 'whyMine',
  samePerson: 'whySamePerson',
  duty: 'whyDuty',
  scope: 'whyScope',
  hand: 'whyHand',
};

interface Props {
  proposal: Proposal;
  why: Why | undefined;
  /** What was decided is gone from the list. */
  onDone: () => void;
}

function useDeclining({ proposal: { seq }, why, onDone }: Props) {
  const say = useWords(words);
  const { message } = App.useApp();
  const { state, busy, write } = useWrite();
  async function decline({ reason }: { reason: string }) {
    if (!(await write('action.declined', { body: { proposal: seq, reason } }))) return;
    void message.success(say(why === 'mine' ? 'takenBack' : 'declined'));
    onDone();
  }
  return { state, busy, decline };
}

/** Declining, by who proposed it or who could second it, takes a reason. */
function DeclineForm(props: Props & { onCancel: () => void }) {
  const say = useWords(words);
  // What the system gives as its own reason is nobody else's.
  const reasons = useCodes('reasons')
    .choices('decline')
    .filter(({ value }) => value !== 'proposal_expired');
  const { state, busy, decline } = useDeclining(props);
  const mine = props.why === 'mine';
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      onFinish={decline}
      initialValues={mine ? { reason: 'no_longer_needed' } : {}}
      className="mz-decline"
    >
      <Form.Item
        name="reason"
        label={say('reason')}
        rules={[{ required: true, message: say('reasonNeeded') }]}
      >
        <Select autoFocus aria-label={say('reason')} options={reasons} />
      </Form.Item>
      <WriteProblem state={state} />
      <div className="mz-actions">
        <Button danger htmlType="submit" loading={busy}>
          {say(mine ? 'confirmTakeBack' : 'confirmDecline')}
        </Button>
        <Button onClick={props.onCancel}>{say('cancel')}</Button>
      </div>
    </Form>
  );
}

/** Agree or decline; or why one may not, and whom it waits for. */
export function Decide(props: Props) {
  const { proposal, why, onDone } = props;
  const { seq, kind } = proposal;
  const say = useWords(words);
  const label = useLabels();
  const { message } = App.useApp();
  const { session } = useOffice();
  const { state, busy, second } = useWrite();
  const [declining, setDeclining] = useState(false);
  const duties = seconders[kind] ?? [];
  const who = duties.map((duty) => label('duty', duty)).join(say('or'));
  const what = label('kind', kind);
  const mayDecline = why === 'mine' || hasDuty(session, ...duties);

  // As the schema of its kind says; the contract types it as any object.
  const body: unknown = proposal.body;
  const table = !why && kind === 'table.adopted' ? (body as TableHeader) : undefined;

  async function agree() {
    const written = await second(seq);
    if (!written) return;
    void message.success(say('agreed', { seq: written.seq }));
    onDone();
  }
  return (
    <div className="mz-decide mz-no-print">
      {why && <Alert type="info" showIcon title={say(kWhy[why], { who })} />}
      <WriteProblem state={state} />
      {table && <SecondTable seq={seq} header={table} onDone={onDone} />}
      {declining ? (
        <DeclineForm {...props} onCancel={() => setDeclining(false)} />
      ) : (
        <div className="mz-actions">
          {!why && !table && (
            <Button
              type="primary"
              loading={busy}
              aria-label={say('agreeOf', { what })}
              onClick={() => void agree()}
            >
              {say('agree')}
            </Button>
          )}
          {mayDecline && (
            <Button
              aria-label={why === 'mine' ? say('takeBack') : say('declineOf', { what })}
              onClick={() => setDeclining(true)}
            >
              {say(why === 'mine' ? 'takeBack' : 'decline')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
