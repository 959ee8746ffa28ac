import { useRef, useState } from 'react';
import { Button, Checkbox, Form, Select } from 'antd';
import { today } from '@/domain/dates';
import { useLabels } from '@/domain/labels';
import { DateInput } from '@/ui/DateInput';
import { useWords } from '@/words';
import { digestOf } from './papers';
import { useJoin } from './parts';
import { usePeople } from './reads';
import { words } from './words';

/** What a form gives of an act that was signed on paper before it was typed (office M17). */
export interface OnPaper {
  on_paper?: boolean;
  paper?: { signer: string; date: string; doc: string };
}

/** The entry's share of it. */
export function paperOf({ on_paper, paper }: OnPaper): Pick<OnPaper, 'paper'> {
  return on_paper && paper ? { paper } : {};
}

/** The scan of the signed paper: as a field, the digest of its bytes. */
function SignedPaper({
  value,
  onChange,
  id,
}: {
  value?: string;
  onChange?: (digest: string) => void;
  id?: string;
}) {
  const say = useWords(words);
  const chooser = useRef<HTMLInputElement>(null);
  const [name, setName] = useState('');
  const [unreadable, setUnreadable] = useState(false);
  async function read(file: File | undefined) {
    if (!file) return;
    setName(file.name);
    setUnreadable(false);
    try {
      onChange?.(await digestOf(file));
    } catch {
      setUnreadable(true);
    }
  }
  return (
    <>
      <input
        ref={chooser}
        type="file"
        accept="image/*,application/pdf"
        aria-label={say('signedPaper')}
        style={{ display: 'none' }}
        onChange={(event) => void read(event.target.files?.[0])}
      />
      <Button id={id} onClick={() => chooser.current?.click()}>
        {say('chooseSigned')}
      </Button>
      {unreadable && <p role="alert">{say('unreadable', { name })}</p>}
      {value && !unreadable && (
        <span className="mz-code" title={value}>
          {' '}
          {name && `${name} · `}
          {value.slice(0, 12)}…
        </span>
      )}
    </>
  );
}

/** 补录: who signed the paper, when, and its scan. */
export function PaperFirst() {
  const say = useWords(words);
  const label = useLabels();
  const join = useJoin();
  const people = usePeople();
  const on = Form.useWatch('on_paper') as boolean | undefined;
  const needed = { required: true, message: say('needed') };
  return (
    <>
      <Form.Item name="on_paper" valuePropName="checked" extra={on && say('onPaperWhy')}>
        <Checkbox>{say('onPaper')}</Checkbox>
      </Form.Item>
      {on && (
        <>
          <div className="mz-aid-fields">
            <Form.Item name={['paper', 'signer']} label={say('signer')} rules={[needed]}>
              <Select
                showSearch
                options={people
                  .filter(({ duties }) => !duties.includes('administrator'))
                  .map(({ person, duties }) => ({
                    value: person,
                    label: `${person}(${join(duties.map((duty) => label('duty', duty)))})`,
                  }))}
              />
            </Form.Item>
            <Form.Item name={['paper', 'date']} label={say('signedOn')} rules={[needed]}>
              <DateInput max={today()} />
            </Form.Item>
          </div>
          <Form.Item name={['paper', 'doc']} label={say('signedPaper')} rules={[needed]}>
            <SignedPaper />
          </Form.Item>
        </>
      )}
    </>
  );
}
