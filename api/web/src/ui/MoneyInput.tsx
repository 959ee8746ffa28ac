import { useState, type Ref } from 'react';
import { Input, type InputRef } from 'antd';
import { capitals, parseYuan, yuan } from '@/domain/money';
import { useLanguage, useWords } from '@/words';
import { words } from './words';

/**
 * An amount that is typed in yuan and held in fen; shown in capitals (大写) while one types. As a
 * field of antd's Form: `undefined` while it is no amount.
 */
export function MoneyInput({
  value,
  onChange,
  id,
  autoFocus,
  disabled,
  ref,
}: {
  value?: number;
  onChange?: (fen: number | undefined) => void;
  id?: string;
  autoFocus?: boolean;
  disabled?: boolean;
  ref?: Ref<InputRef>;
}) {
  const say = useWords(words);
  const chinese = useLanguage() === 'zh';
  const [text, setText] = useState(value === undefined ? '' : yuan(value));
  const typed = parseYuan(text);
  const wrong = typed === undefined && text !== '';
  // What is set from outside is shown: another value than the one typed here.
  const [seen, setSeen] = useState(value);
  if (value !== seen) {
    setSeen(value);
    if (value !== typed) setText(value === undefined ? '' : yuan(value));
  }
  return (
    <>
      <Input
        ref={ref}
        id={id}
        value={text}
        inputMode="decimal"
        autoComplete="off"
        autoFocus={autoFocus}
        disabled={disabled}
        suffix={say('yuan')}
        className="mz-money-input"
        onChange={(event) => {
          setText(event.target.value);
          onChange?.(parseYuan(event.target.value));
        }}
        onBlur={() => typed !== undefined && setText(yuan(typed))}
      />
      <div className={wrong ? 'mz-capitals mz-no-amount' : 'mz-capitals'} aria-live="polite">
        {wrong && say('notAnAmount')}
        {typed !== undefined && chinese && capitals(typed)}
      </div>
    </>
  );
}
