import type { ReactNode } from 'react';
import { limitRows, limitText, limitUnit, useLimitWords, type Limits } from '@/domain/limits';
import { useWords } from '@/words';
import { words } from '../words';
import { fieldWords } from './fieldWords';
import { usePurpose, useValue } from './useValue';

function isWord(field: string): field is keyof typeof fieldWords {
  return field in fieldWords;
}

function LimitList({ limits }: { limits: Limits }) {
  const say = useLimitWords();
  return (
    <dl className="mz-facts">
      {limitRows.map((row) => (
        <div key={row.name} className="mz-fact">
          <dt>{say(row.name)}</dt>
          <dd>
            {limitText(say, row, limits)} {limitUnit(say, row)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Rows beyond these are read in the bytes. */
const kRowsShown = 50;

/** What a body says, with the names of its fields in words; what is within stands within. */
export function Fields({ kind, body }: { kind: string; body: object }) {
  const say = useWords(words);
  const sayField = useWords(fieldWords);
  const value = useValue(kind);
  const purpose = usePurpose();

  const show = (field: string, what: unknown): ReactNode => {
    if (what === true) return say('yes');
    if (typeof what === 'string' || typeof what === 'number') return value(field, what);
    if (Array.isArray(what)) return <List items={what} show={(item) => show(field, item)} />;
    if (field === 'limits') return <LimitList limits={what as Limits} />;
    const target = field === 'target_body' ? (body as { target_kind?: string }).target_kind : '';
    return purpose(field, what as object) ?? <Fields kind={target || kind} body={what as object} />;
  };
  return (
    <dl className="mz-facts">
      {Object.entries(body).map(([field, what]) => (
        <div key={field} className="mz-fact">
          <dt>{isWord(field) ? sayField(field) : field}</dt>
          <dd>{show(field, what)}</dd>
        </div>
      ))}
    </dl>
  );
}

function List({ items, show }: { items: unknown[]; show: (item: unknown) => ReactNode }) {
  const say = useWords(words);
  const plain = items.every((item) => typeof item !== 'object');
  const shown = items.slice(0, kRowsShown);
  return (
    <>
      <ul className={plain ? 'mz-inline-list' : 'mz-nested'}>
        {shown.map((item, at) => (
          <li key={at}>{show(item)}</li>
        ))}
      </ul>
      {items.length > shown.length && (
        <span className="mz-muted">{say('moreRows', { n: items.length - shown.length })}</span>
      )}
    </>
  );
}
