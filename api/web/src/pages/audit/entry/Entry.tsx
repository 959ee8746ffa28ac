import { Button, Spin } from 'antd';
import { Link, useNavigate, useParams } from 'react-router-dom';
import { moment } from '@/domain/dates';
import { useEntry } from '@/domain/entry';
import { useLabels } from '@/domain/labels';
import { useTitles } from '@/domain/titles';
import { useLedger } from '@/pages/admin/reads';
import { Page } from '@/ui/Page';
import { LoadProblem } from '@/ui/Problem';
import { useWords } from '@/words';
import '../audit.css';
import { Facts, type Fact } from '../Facts';
import type { OneEntry } from '../reads';
import { words } from '../words';
import { Bytes } from './Bytes';
import { Fields } from './Fields';
import { fieldWords } from './fieldWords';
import { MoneyTrail } from './MoneyTrail';
import { Proof } from './Proof';
import { refsOf } from './refs';

function Head({ entry: { entry, leaf } }: { entry: OneEntry }) {
  const say = useWords(words);
  const label = useLabels();
  const title = useTitles();
  const facts: Fact[] = [
    [say('written'), moment(entry.time)],
    [say('kind'), `${label('kind', entry.kind)} · ${entry.kind}`],
    [say('actor'), entry.actor],
  ];
  if (entry.fund) facts.push([say('fund'), title('funds', entry.fund)]);
  if (entry.private) facts.push([say('private'), say('commitments', { n: entry.private.length })]);
  return (
    <Facts facts={facts}>
      <div className="mz-fact">
        <dt>{say('leaf')}</dt>
        <dd>
          <code className="mz-code">{leaf}</code>
        </dd>
      </div>
      <div className="mz-fact">
        <dt>{say('prev')}</dt>
        <dd>
          {entry.seq > 0 ? (
            <Link to={`/entries/${entry.seq - 1}`} className="mz-code">
              {entry.prev}
            </Link>
          ) : (
            <code className="mz-code">{entry.prev}</code>
          )}
        </dd>
      </div>
    </Facts>
  );
}

function Refs({ entry: { entry } }: { entry: OneEntry }) {
  const say = useWords(words);
  const sayField = useWords(fieldWords);
  const refs = refsOf(entry);
  if (refs.length === 0) return null;
  return (
    <section className="mz-card" aria-labelledby="refs">
      <h2 id="refs">{say('refs')}</h2>
      <dl className="mz-facts">
        {refs.map(({ field, name, to }) => (
          <div key={`${field} ${to}`} className="mz-fact">
            <dt>{sayField(field as keyof typeof fieldWords)}</dt>
            <dd>
              <Link to={to}>{name}</Link>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function EntryPage({ entry }: { entry: OneEntry }) {
  const say = useWords(words);
  const label = useLabels();
  const go = useNavigate();
  const { seq, kind } = entry;
  const size = useLedger().data?.size;
  const newest = size && size - 1;
  return (
    <Page
      title={say('entryTitle', { seq, kind: label('kind', kind) })}
      actions={
        <>
          <Button disabled={seq === 0} onClick={() => go(`/entries/${seq - 1}`)}>
            {say('before')}
          </Button>
          <Button disabled={seq === newest} onClick={() => go(`/entries/${seq + 1}`)}>
            {say('after')}
          </Button>
        </>
      }
    >
      <div className="mz-two">
        <div>
          <section className="mz-card" aria-label={say('facts')}>
            <Head entry={entry} />
          </section>
          <section className="mz-card" aria-labelledby="body">
            <h2 id="body">{say('body')}</h2>
            <Fields kind={kind} body={entry.entry.body} />
          </section>
          <Refs entry={entry} />
        </div>
        <div>
          <section className="mz-card" aria-labelledby="proof">
            <h2 id="proof">{say('proof')}</h2>
            <Proof entry={entry} />
          </section>
          <section className="mz-card" aria-labelledby="money">
            <h2 id="money">{say('money')}</h2>
            <MoneyTrail seq={seq} />
          </section>
        </div>
      </div>
      <section className="mz-card" aria-labelledby="bytes">
        <h2 id="bytes">{say('bytes')}</h2>
        <Bytes entry={entry} />
      </section>
    </Page>
  );
}

export default function Entry() {
  const say = useWords(words);
  const seq = Number(useParams().seq);
  const entry = useEntry(seq);
  if (entry.data) return <EntryPage key={seq} entry={entry.data} />;
  return (
    <Page title={say('entryOf', { seq })}>
      {entry.isError ? (
        <LoadProblem error={entry.error} again={() => void entry.refetch()} />
      ) : (
        <Spin />
      )}
    </Page>
  );
}
