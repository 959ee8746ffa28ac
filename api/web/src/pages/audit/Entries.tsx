import { Button, Grid, Input, Select } from 'antd';
import type { TableProps } from 'antd';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { words as appWords } from '@/app/words';
import { moment } from '@/domain/dates';
import { useChoices, useLabels } from '@/domain/labels';
import { yuan } from '@/domain/money';
import { useTitles } from '@/domain/titles';
import { usePeople } from '@/pages/admin/reads';
import { useOffice } from '@/session/session';
import { DateInput } from '@/ui/DateInput';
import { Page } from '@/ui/Page';
import { PagedTable } from '@/ui/PagedTable';
import { useWords } from '@/words';
import './audit.css';
import { filterOf, paramsOf } from './filter';
import { readEntries, type Filter, type ListedEntry } from './reads';
import { words } from './words';

function EntryFilter({ filter, onChange }: { filter: Filter; onChange: (filter: Filter) => void }) {
  const say = useWords(words);
  const title = useTitles();
  const go = useNavigate();
  const kinds = useChoices('kind');
  const people = usePeople().data ?? [];
  const { funds } = useOffice();
  const set = (change: Filter) => onChange({ ...filter, ...change });
  const narrowed = Object.keys(filter).length > 1;
  return (
    <div className="mz-filters mz-no-print" role="search" aria-label={say('narrow')}>
      <Input.Search
        aria-label={say('goTo')}
        placeholder={say('goTo')}
        inputMode="numeric"
        style={{ width: 168 }}
        onSearch={(text) => /^\d{1,15}$/.test(text.trim()) && go(`/entries/${Number(text)}`)}
      />
      <Select
        aria-label={say('kind')}
        placeholder={say('kind')}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        value={filter.kind}
        options={kinds}
        style={{ width: 176 }}
        onChange={(kind: Filter['kind']) => set({ kind })}
      />
      <Select
        aria-label={say('fund')}
        placeholder={say('fund')}
        allowClear
        value={filter.fund}
        options={funds.map(({ fund }) => ({ value: fund, label: title('funds', fund) }))}
        popupMatchSelectWidth={false}
        style={{ width: 176 }}
        onChange={(fund: string | undefined) => set({ fund })}
      />
      <Select
        aria-label={say('actor')}
        placeholder={say('actor')}
        allowClear
        showSearch
        value={filter.actor}
        options={['system', ...people.map(({ person }) => person)].map((value) => ({ value }))}
        style={{ width: 152 }}
        onChange={(actor: string | undefined) => set({ actor })}
      />
      <span className="mz-between">
        {say('writtenDays')}
        <DateInput value={filter.from} label={say('from')} onChange={(from) => set({ from })} />
        –
        <DateInput value={filter.to} label={say('to')} onChange={(to) => set({ to })} />
      </span>
      <Select
        aria-label={say('order')}
        value={filter.order}
        options={[
          { value: 'desc', label: say('newestFirst') },
          { value: 'asc', label: say('oldestFirst') },
        ]}
        style={{ width: 124 }}
        onChange={(order: Filter['order']) => set({ order })}
      />
      {narrowed && (
        <Button type="link" onClick={() => onChange({ order: filter.order })}>
          {say('clear')}
        </Button>
      )}
    </div>
  );
}

/** What it is about, in a few words: those fields by which people know a thing. */
function useAbout(): (entry: ListedEntry['entry']) => string {
  const say = useWords(words);
  const label = useLabels();
  const title = useTitles();
  return ({ body }) => {
    const fields = body as Record<string, unknown>;
    const of = (name: string) => (typeof fields[name] === 'string' ? fields[name] : undefined);
    const amount = fields.amount ?? fields.total ?? fields.amount_asked;
    return [
      typeof amount === 'number' ? `${yuan(amount)} ${say('yuan')}` : undefined,
      of('target_kind') && label('kind', of('target_kind')),
      of('case') ?? of('household') ?? of('batch') ?? of('person') ?? of('import'),
      of('table') && label('table', of('table')),
      of('account') && title('accounts', of('account')),
      of('period'),
      of('title'),
    ]
      .filter(Boolean)
      .join(' · ');
  };
}

function useColumns(): TableProps<ListedEntry>['columns'] {
  const say = useWords(words);
  const label = useLabels();
  const title = useTitles();
  const about = useAbout();
  const narrow = !(Grid.useBreakpoint().md ?? true);
  const seq = {
    title: say('seq'),
    key: 'seq',
    width: 84,
    align: 'right' as const,
    render: (_: unknown, { entry }: ListedEntry) => (
      <Link to={`/entries/${entry.seq}`} className="mz-figure">
        {entry.seq}
      </Link>
    ),
  };
  const kind = {
    title: say('kind'),
    key: 'kind',
    width: narrow ? 220 : 150,
    render: (_: unknown, { entry }: ListedEntry) => (
      <>
        {label('kind', entry.kind)}
        {narrow && <div className="mz-muted">{about(entry)}</div>}
      </>
    ),
  };
  if (narrow) return [seq, kind];
  return [
    seq,
    {
      title: say('written'),
      key: 'time',
      width: 156,
      render: (_, { entry }) => <span className="mz-figure">{moment(entry.time)}</span>,
    },
    kind,
    { title: say('about'), key: 'about', width: 270, render: (_, { entry }) => about(entry) },
    {
      title: say('fund'),
      key: 'fund',
      width: 190,
      ellipsis: true,
      render: (_, { entry }) => entry.fund && title('funds', entry.fund),
    },
    { title: say('actor'), key: 'actor', width: 120, render: (_, { entry }) => entry.actor },
    {
      title: say('leaf'),
      key: 'leaf',
      width: 120,
      render: (_, { leaf }) => <code className="mz-code">{leaf.slice(0, 10)}…</code>,
    },
  ];
}

export default function Entries() {
  const say = useWords(words);
  const sayApp = useWords(appWords);
  const [params, setParams] = useSearchParams();
  const filter = filterOf(params);
  return (
    <Page title={sayApp('entries')} about={say('entriesAbout')}>
      <EntryFilter filter={filter} onChange={(next) => setParams(paramsOf(next))} />
      <PagedTable<ListedEntry>
        name={['audit', 'entries', filter]}
        read={(cursor) => readEntries(filter, cursor)}
        columns={useColumns()}
        rowKey={({ entry }) => entry.seq}
        label={sayApp('entries')}
        empty={say('noEntries')}
      />
    </Page>
  );
}
