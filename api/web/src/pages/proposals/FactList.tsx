import { Fragment } from 'react';
import { useWords } from '@/words';
import { useFact } from './useFact';
import { factNames } from './facts';
import { words } from './words';

/** The facts of a body, each with its name in words; what has none shows as it is written. */
export function FactList({ kind, body }: { kind: string; body: object }) {
  const say = useWords(words);
  const fact = useFact(kind);
  const facts = Object.entries(body).filter(([, value]) => value !== undefined);
  const order = Object.keys(factNames);
  const place = (name: string) => {
    const at = order.indexOf(name);
    return at < 0 ? order.length : at;
  };
  return (
    <dl className="mz-facts">
      {facts
        .filter(([name]) => factNames[name] !== 'hidden')
        .sort(([a], [b]) => place(a) - place(b))
        .map(([name, value]) => {
          const word = factNames[name];
          return (
            <Fragment key={name}>
              <dt>{word && word !== 'hidden' ? say(word) : name}</dt>
              <dd>{fact(name, value)}</dd>
            </Fragment>
          );
        })}
    </dl>
  );
}
