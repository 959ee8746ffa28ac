import { Alert, Button, Flex, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { Refused, Unreachable, api, take, type Schemas } from '@/api/client';
import { today } from '@/domain/dates';
import { useOffice, hasDuty } from '@/session/session';
import { LoadProblem } from '@/ui/Problem';
import { StateTag, type Tone } from '@/ui/Tag';
import { useLanguage, useWords } from '@/words';
import { useCodes } from '@/domain/tableRows';
import type { Limits, StandingCase } from './reads';
import { signalsOf, type Level, type Signal } from './signals';
import { words } from './words';

const kTones: Record<Level, Tone> = { bad: 'bad', look: 'waiting', fine: 'good' };

export function SignalTag({ signal }: { signal: Signal }) {
  const say = useWords(words);
  const n = signal.n ?? 0;
  const text =
    signal.name === 'overdue' && n < 1
      ? say('overdueToday')
      : signal.name === 'due_soon' && n < 1
        ? say('due_today')
        : say(signal.name, { n });
  return <StateTag tone={kTones[signal.level]}>{text}</StateTag>;
}

/** The remarks on a case as words with colours, and whether it is urgent. */
export function Signals({ standing, limits }: { standing: StandingCase; limits?: Limits }) {
  const say = useWords(words);
  return (
    <Flex gap={4} wrap>
      {standing.case.urgent && <StateTag tone="active">{say('urgent')}</StateTag>}
      {signalsOf(standing, limits, today()).map((signal) => (
        <SignalTag key={signal.name} signal={signal} />
      ))}
    </Flex>
  );
}

/** Names one after another, as the language has them. */
export function useJoin(): (names: string[]) => string {
  const comma = useLanguage() === 'zh' ? '、' : ', ';
  return (names) => names.join(comma);
}

export function HouseholdLink({ id }: { id: string }) {
  return <Link to={`/households/${id}`}>{id}</Link>;
}

export function CaseLink({ id }: { id: string }) {
  return <Link to={`/cases/${id}`}>{id}</Link>;
}

/** A village by its name; where the ledger has no list of villages, by its code. In a form, which
 * gives the `id`, the form's label names it. */
export function VillageInput({
  value,
  onChange,
  id,
  placeholder,
}: {
  value?: string;
  onChange?: (village: string | undefined) => void;
  id?: string;
  placeholder?: string;
}) {
  const say = useWords(words);
  const villages = useCodes('villages');
  if (villages.rows.length === 0) {
    return (
      <Input
        id={id}
        aria-label={id ? undefined : say('village')}
        placeholder={placeholder ?? '370126001001'}
        allowClear
        value={value}
        onChange={(event) => onChange?.(event.target.value.trim() || undefined)}
      />
    );
  }
  return (
    <Select
      id={id}
      aria-label={id ? undefined : say('village')}
      showSearch={{ optionFilterProp: 'label' }}
      allowClear
      value={value}
      onChange={onChange}
      placeholder={placeholder}
      options={villages.choices()}
      style={{ minWidth: 180 }}
    />
  );
}

const kReasons = ['home_visit', 'contact', 'check_papers', 'decision', 'payment'] as const;
const kReaders: Schemas['duty'][] = [
  'approver',
  'auditor',
  'caseworker',
  'responsible',
  'reviewer',
];
const kDetails = [
  'name',
  'phone',
  'identity_number',
  'bank_account',
  'bank',
  'note',
  'urgent_basis',
];

export type Details = Schemas['details']['items'];

/** What the vault holds of one person or paper, line by line. */
export function DetailLines({ items }: { items: Details }) {
  const say = useWords(words);
  return (
    <>
      {items.map((item) => (
        <dl key={item.commitment} className="mz-aid-lines">
          {item.missing && <dd>{say(item.missing)}</dd>}
          {Object.entries(item.details ?? {}).map(([name, value]) => (
            <div key={name}>
              <dt>
                {kDetails.includes(name) ? say(`detail_${name}` as keyof typeof words) : name}
              </dt>
              <dd>{String(value)}</dd>
            </div>
          ))}
        </dl>
      ))}
    </>
  );
}

/** Shows an entry's private details in full, for a reason that is logged. */
export function RevealButton({ seq }: { seq: number }) {
  const say = useWords(words);
  const { session } = useOffice();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState<string>();
  const [shown, setShown] = useState<Details>();
  const [problem, setProblem] = useState<unknown>();
  if (!hasDuty(session, ...kReaders)) return null;

  async function reveal() {
    setProblem(undefined);
    try {
      const details = await take(
        api.POST('/v1/entries/{seq}/private', {
          params: { path: { seq } },
          body: { reason: reason ?? '' },
        }),
      );
      setShown(details.items);
    } catch (error) {
      setProblem(error);
    }
  }
  function close() {
    setOpen(false);
    setShown(undefined);
    setReason(undefined);
    setProblem(undefined);
  }

  return (
    <>
      <Button size="small" className="mz-no-print" onClick={() => setOpen(true)}>
        {say('reveal')}
      </Button>
      <Modal
        open={open}
        title={say('reveal')}
        onCancel={close}
        okText={say('show')}
        okButtonProps={{ disabled: !reason || shown !== undefined }}
        onOk={() => void reveal()}
        destroyOnHidden
      >
        <p className="mz-muted">{say('revealWhy')}</p>
        <Form.Item label={say('reason')}>
          <Select
            aria-label={say('reason')}
            value={reason}
            onChange={setReason}
            disabled={shown !== undefined}
            options={kReasons.map((value) => ({ value, label: say(`reason_${value}`) }))}
          />
        </Form.Item>
        {problem instanceof Refused || problem instanceof Unreachable ? (
          <LoadProblem error={problem} />
        ) : null}
        {shown && (
          <div role="status">
            {shown.length === 0 ? (
              <Alert type="info" title={say('details_unknown')} />
            ) : (
              <DetailLines items={shown} />
            )}
          </div>
        )}
      </Modal>
    </>
  );
}
