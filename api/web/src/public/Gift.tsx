import { useEffect, useState } from 'react';
import type { Schemas } from '@/api/client';
import { yuan } from '@/domain/money';
import { checkEntry, type EntryCheck } from '@/proof/entry';
import { useWords } from '@/words';
import { useCauseName } from './causeName';
import { Frame, Waiting, Failed } from './Frame';
import { read, useRead } from './read';
import { words } from './words';

type Gift = Schemas['public_gift'];

/** The check is made here, with the key of the log; none while it runs. */
function useCheck(gift: Gift): EntryCheck | undefined {
  const [check, setCheck] = useState<EntryCheck>();
  useEffect(() => {
    let here = true;
    void read<string>('/log/vkey')
      .then((vkey) => checkEntry(gift, vkey))
      .then((found) => here && setCheck(found));
    return () => {
      here = false;
    };
  }, [gift]);
  return check;
}

function Verdict({ gift }: { gift: Gift }) {
  const say = useWords(words);
  const check = useCheck(gift);
  if (gift.checkpoint === undefined) return <p className="note">{say('notYet')}</p>;
  if (!check) {
    return (
      <p className="note" role="status">
        {say('checking')}
      </p>
    );
  }
  const unsigned = check.signed === 'unsupported';
  const sentence = !check.proved
    ? say('notProved')
    : say(unsigned ? 'provedButSignature' : 'proved', { seq: gift.seq });
  return (
    <>
      <p
        className={check.proved ? 'note good' : 'note bad'}
        role={check.proved ? 'status' : 'alert'}
      >
        {check.proved ? '✓ ' : '✗ '}
        {sentence}
      </p>
      <details>
        <summary>{say('steps')}</summary>
        <ol className="steps">
          <li data-holds={check.leafRight && check.seqRight}>
            {say('step1')} <code>{check.leaf}</code>
          </li>
          <li data-holds={check.included === true}>
            {say('step2', { n: check.steps, size: check.size ?? 0 })} <code>{check.root}</code>
          </li>
          <li data-holds={check.signed === 'signed'}>{say('step3')}</li>
        </ol>
        <p>
          {say('bytes')} <code>{gift.bytes}</code>
        </p>
        <p>
          <a href="/public/proof">{say('proofTitle')}</a>
        </p>
      </details>
    </>
  );
}

function Use({ gift }: { gift: Gift }) {
  const say = useWords(words);
  const causeName = useCauseName();
  if (!gift.use) return null;
  const first = gift.use[0];
  const unspent = gift.unspent ?? 0;
  return (
    <section className="card">
      <h2>{say('useTitle')}</h2>
      {first ? (
        <p className="lead">
          {say(first.other_gifts > 0 ? 'useSentence' : 'useSentenceAlone', {
            others: first.other_gifts,
            region: first.region_name ?? first.region,
            n: first.households,
            cause: causeName(first.cause, first.cause_name),
          })}
          {say('between')}
          {gift.use.length > 1 && say('useMore', { n: gift.use.length - 1 })}
        </p>
      ) : (
        unspent > 0 && <p className="lead">{say('allUnspent')}</p>
      )}
      {gift.use.length > 0 && (
        <div className="wide">
          <table>
            <thead>
              <tr>
                <th scope="col">{say('month')}</th>
                <th scope="col">{say('region')}</th>
                <th scope="col">{say('cause')}</th>
                <th scope="col" className="figure">
                  {say('amount')}
                </th>
              </tr>
            </thead>
            <tbody>
              {gift.use.map((use) => (
                <tr key={`${use.month} ${use.region} ${use.cause}`}>
                  <td>{use.month}</td>
                  <td>{use.region_name ?? use.region}</td>
                  <td>{causeName(use.cause, use.cause_name)}</td>
                  <td className="figure">{yuan(use.amount)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {first && unspent > 0 && <p>{say('unspent', { amount: yuan(unspent) })}</p>}
      {gift.rest?.map((rest) => (
        <p key={rest.became}>
          {say(first || unspent > 0 ? 'restBecame' : 'wholeBecame', { amount: yuan(rest.amount) })}
          {say('between')}
          {say(`rest_${rest.became}`)}
        </p>
      ))}
      <p className="quiet">{say('attributed')}</p>
    </section>
  );
}

/** Where the address says which gift: /gift/CODE, or /gift?ref=…&amount=…&date=…. */
function question(): string {
  const code = decodeURIComponent(location.pathname.split('/')[2] ?? '');
  const query = code ? new URLSearchParams({ code }) : new URLSearchParams(location.search);
  return `/v1/public/gift?${query}`;
}

export function GiftPage() {
  const say = useWords(words);
  const [state, again] = useRead<Gift>(question());
  if (state.at === 'reading') {
    return (
      <Frame title={say('giftTitle')}>
        <Waiting />
      </Frame>
    );
  }
  if (state.at === 'failed') {
    const known = { 404: 'notFound', 400: 'notFound', 429: 'tooMany' } as const;
    const name = known[state.status as keyof typeof known];
    return (
      <Frame title={say('giftTitle')}>
        {name ? (
          <div className="note bad" role="alert">
            <p>{say(name)}</p>
            <a href="/public/look-up">{say('lookUp')}</a>
          </div>
        ) : (
          <Failed again={again} />
        )}
      </Frame>
    );
  }
  const gift = state.value;
  return (
    <Frame title={say('giftTitle')}>
      <section className="card">
        <p className="amount">
          <strong>{yuan(gift.amount)}</strong> {say('yuan')}
        </p>
        <p className="lead">{say('giftOf', { date: gift.value_date, fund: gift.fund_name })}</p>
        <dl>
          <dt>{say('seq')}</dt>
          <dd>{gift.seq}</dd>
          {gift.number && (
            <>
              <dt>{say('number')}</dt>
              <dd>{gift.number}</dd>
            </>
          )}
        </dl>
        <p>
          <span className={`tag ${gift.standing}`}>{say(`standing_${gift.standing}`)}</span>
        </p>
        <Verdict gift={gift} />
      </section>
      <Use gift={gift} />
    </Frame>
  );
}
