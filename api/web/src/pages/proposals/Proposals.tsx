import { useRef } from 'react';
import { Empty, Segmented, Spin } from 'antd';
import { useSearchParams } from 'react-router-dom';
import { usePeople } from '@/pages/admin/reads';
import { useOffice } from '@/session/session';
import { Page } from '@/ui/Page';
import { LoadProblem } from '@/ui/Problem';
import { useWords } from '@/words';
import { words as appWords } from '@/app/words';
import { Card } from './Card';
import './proposals.css';
import { useForMe, useWaiting } from './reads';
import { whyNot } from './standing';
import { words } from './words';

type Show = 'forMe' | 'mine' | 'all';
const kShows: readonly Show[] = ['forMe', 'mine', 'all'];
const kEmpty = { forMe: 'nothingForMe', mine: 'nothingMine', all: 'nothing' } as const;

export default function Proposals() {
  const say = useWords(words);
  const sayApp = useWords(appWords);
  const { session } = useOffice();
  const waiting = useWaiting();
  const forMe = useForMe();
  const people = usePeople();
  const [search, setSearch] = useSearchParams();
  const list = useRef<HTMLDivElement>(null);

  const rows = (waiting.data ?? []).map((row) => ({
    row,
    why: whyNot(row, session, people.data ?? [], forMe.data),
  }));
  const shown = {
    forMe: rows.filter(({ why }) => why === undefined),
    mine: rows.filter(({ why }) => why === 'mine'),
    all: rows,
  };
  const asked = search.get('show') as Show | null;
  const show = asked && kShows.includes(asked) ? asked : shown.forMe.length > 0 ? 'forMe' : 'all';
  const ready = !waiting.isPending && !people.isPending && !forMe.isPending;
  return (
    <Page title={sayApp('proposals')} about={say('about')}>
      <Segmented<Show>
        className="mz-no-print mz-choose"
        value={show}
        onChange={(chosen) => setSearch({ show: chosen }, { replace: true })}
        options={kShows.map((value) => ({
          value,
          label: say('count', { name: say(value), n: ready ? shown[value].length : '…' }),
        }))}
      />
      {waiting.isError && (
        <LoadProblem error={waiting.error} again={() => void waiting.refetch()} />
      )}
      {!ready && !waiting.isError && <Spin />}
      <div ref={list} tabIndex={-1} role="region" aria-label={say(show)} className="mz-queue">
        {ready &&
          shown[show].map(({ row, why }) => (
            <Card key={row.seq} row={row} why={why} onDone={() => list.current?.focus()} />
          ))}
        {ready && !waiting.isError && shown[show].length === 0 && (
          <section className="mz-card">
            <Empty description={say(kEmpty[show])} />
          </section>
        )}
      </div>
    </Page>
  );
}
