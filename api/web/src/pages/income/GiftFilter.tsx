import { useState } from 'react';
import { Button, Input, Select, Tag } from 'antd';
import { parseYuan, yuan } from '@/domain/money';
import { useChoices } from '@/domain/labels';
import { useTitles } from '@/domain/titles';
import { useWords } from '@/words';
import type { Filter } from './filter';
import { useAccounts } from './reads';
import { words } from './words';

/** A text that is looked for when one has typed it: Enter, or leaving the field. */
function Typed({
  value,
  label,
  onDone,
  ...more
}: {
  value: string;
  label: string;
  onDone: (text: string) => void;
  inputMode?: 'decimal';
  status?: 'error';
  style?: React.CSSProperties;
}) {
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  if (seen !== value) {
    setSeen(value);
    setText(value);
  }
  const done = () => text !== value && onDone(text.trim());
  return (
    <Input
      {...more}
      allowClear
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        if (event.target.value === '') onDone('');
      }}
      onBlur={done}
      onPressEnter={done}
    />
  );
}

function Amount({
  value,
  label,
  onDone,
}: {
  value: number | undefined;
  label: string;
  onDone: (fen: number | undefined) => void;
}) {
  return (
    <Typed
      value={value === undefined ? '' : yuan(value)}
      label={label}
      inputMode="decimal"
      style={{ width: 132 }}
      onDone={(text) => {
        const fen = parseYuan(text);
        if (text === '' || fen !== undefined) onDone(fen);
      }}
    />
  );
}

function Day({
  value,
  label,
  onChange,
}: {
  value: string | undefined;
  label: string;
  onChange: (day: string | undefined) => void;
}) {
  return (
    <label className="mz-day">
      {label}
      <Input
        type="date"
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value || undefined)}
      />
    </label>
  );
}

/** By what the list of gifts is narrowed. */
export function GiftFilter({
  filter,
  onChange,
}: {
  filter: Filter;
  onChange: (filter: Filter) => void;
}) {
  const say = useWords(words);
  const title = useTitles();
  const accounts = useAccounts('donation');
  const standings = useChoices('standing');
  const set = (change: Filter) => onChange({ ...filter, ...change });
  return (
    <div className="mz-filter mz-no-print" role="search" aria-label={say('gifts')}>
      <Select
        aria-label={say('standing')}
        placeholder={say('standing')}
        allowClear
        value={filter.standing}
        options={standings}
        style={{ minWidth: 130 }}
        onChange={(standing: Filter['standing']) => set({ standing })}
      />
      <Select
        aria-label={say('account')}
        placeholder={say('account')}
        allowClear
        value={filter.account}
        style={{ minWidth: 130 }}
        options={accounts.map(({ account }) => ({
          value: account,
          label: title('accounts', account),
        }))}
        onChange={(account: string | undefined) => set({ account })}
      />
      <Day value={filter.from} label={say('from')} onChange={(from) => set({ from })} />
      <Day value={filter.to} label={say('to')} onChange={(to) => set({ to })} />
      <Amount
        value={filter.amount_from}
        label={say('atLeast')}
        onDone={(amount_from) => set({ amount_from })}
      />
      <Amount
        value={filter.amount_to}
        label={say('atMost')}
        onDone={(amount_to) => set({ amount_to })}
      />
      <Typed
        value={filter.ref ?? ''}
        label={say('referenceExact')}
        style={{ width: 220 }}
        onDone={(ref) => set({ ref: ref || undefined })}
      />
      {filter.import && (
        <Tag closable onClose={() => set({ import: undefined })}>
          {say('import')} {filter.import}
        </Tag>
      )}
      {Object.keys(filter).length > 0 && (
        <Button type="link" onClick={() => onChange({})}>
          {say('clear')}
        </Button>
      )}
    </div>
  );
}
