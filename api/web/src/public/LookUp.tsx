import { useState, type FormEvent } from 'react';
import { parseYuan } from '@/domain/money';
import { useWords } from '@/words';
import { Frame } from './Frame';
import { words } from './words';

function Field({
  name,
  label,
  hint,
  error,
  ...input
}: {
  name: string;
  label: string;
  hint?: string;
  error?: string;
} & React.InputHTMLAttributes<HTMLInputElement>) {
  const about = `${name}-about`;
  return (
    <p className="field">
      <label htmlFor={name}>{label}</label>
      <input
        id={name}
        name={name}
        aria-describedby={about}
        aria-invalid={error ? true : undefined}
        {...input}
      />
      <small id={about} className={error ? 'error' : 'quiet'}>
        {error ?? hint}
      </small>
    </p>
  );
}

/** Where a gift is found: its own address, which the QR code of a receipt has as well. */
export function LookUp() {
  const say = useWords(words);
  const [errors, setErrors] = useState<Record<string, string>>({});

  function byCode(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get('code')).trim();
    if (!code) return setErrors({ code: say('needed') });
    location.assign(`/gift/${encodeURIComponent(code)}`);
  }

  function byOrder(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const ref = String(data.get('order')).trim();
    const amount = parseYuan(String(data.get('amount')));
    const date = String(data.get('date'));
    const wrong: Record<string, string> = {};
    if (!ref) wrong.order = say('needed');
    if (amount === undefined) wrong.amount = say('notAmount');
    if (!date) wrong.date = say('needed');
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    const query = new URLSearchParams({ ref, amount: String(amount), date });
    location.assign(`/gift?${query}`);
  }

  return (
    <Frame title={say('lookUpTitle')}>
      <p className="lead">{say('lookUpAbout')}</p>
      <div className="two">
        <form className="card" onSubmit={byCode} noValidate>
          <h2>{say('byCode')}</h2>
          <Field
            name="code"
            label={say('code')}
            hint={say('codeHint')}
            error={errors.code}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
          />
          <button type="submit">{say('find')}</button>
        </form>
        <form className="card" onSubmit={byOrder} noValidate>
          <h2>{say('byOrder')}</h2>
          <Field
            name="order"
            label={say('order')}
            hint={say('orderHint')}
            error={errors.order}
            autoComplete="off"
          />
          <Field name="amount" label={say('amountOne')} error={errors.amount} inputMode="decimal" />
          <Field name="date" label={say('date')} error={errors.date} type="date" />
          <button type="submit">{say('find')}</button>
        </form>
      </div>
    </Frame>
  );
}
