import { Button, Empty, Skeleton, Table } from 'antd';
import { Link } from 'react-router-dom';
import type { Schemas } from '@/api/client';
import { words as appWords } from '@/app/words';
import { csvOf, download } from '@/domain/csv';
import { moment } from '@/domain/dates';
import { useLabels } from '@/domain/labels';
import { useVerification } from '@/pages/admin/upkeepReads';
import { Page } from '@/ui/Page';
import { LoadProblem } from '@/ui/Problem';
import { StateTag } from '@/ui/Tag';
import { useLanguage, useWords } from '@/words';
import './audit.css';
import { damageWords } from './damageWords';
import { refsOf } from './entry/refs';
import { groupsOf, isPartOf, type Found } from './findings';
import { useEntry } from '@/domain/entry';
import { words } from './words';

type Verification = Schemas['verification'];

/** Whom a finding concerns: who wrote the entry, and the case or household that it is about. */
function Concerns({ seq }: { seq: number }) {
  const entry = useEntry(seq).data?.entry;
  if (!entry) return null;
  const things = refsOf(entry).filter(({ field }) => field === 'case' || field === 'household');
  return (
    <>
      {entry.actor}
      {things.map(({ name, to }) => (
        <span key={to}>
          {' · '}
          <Link to={to}>{name}</Link>
        </span>
      ))}
    </>
  );
}

function Where({ found: { seq, last, where } }: { found: Found }) {
  return (
    <>
      {seq !== undefined && (
        <Link to={`/entries/${seq}`} className="mz-figure">
          {seq}
        </Link>
      )}
      {last !== undefined && `–${last}`}
      {where && <div className="mz-code">{where}</div>}
    </>
  );
}

function Group({ damage, found, report }: { damage: string; found: Found[]; report: Report }) {
  const say = useWords(words);
  const sayDamage = useWords(damageWords);
  const label = useLabels();
  const chinese = useLanguage() === 'zh';
  const known = isPartOf(damageWords, damage);
  const meaning = (report.meanings as Meanings | undefined)?.[damage];
  const language = chinese ? 'zh' : 'en';
  return (
    <section className="mz-card" aria-labelledby={damage}>
      <h2 id={damage}>
        {known ? sayDamage(damage) : damage} <span className="mz-muted">({found.length})</span>
      </h2>
      {meaning && (
        <p>
          {meaning.consequence[language]} {meaning.next[language]}
        </p>
      )}
      <Table<Found>
        size="small"
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        scroll={{ x: 720 }}
        dataSource={found}
        rowKey={(one) => JSON.stringify(one)}
        columns={[
          { title: say('entry'), key: 'seq', render: (_, one) => <Where found={one} /> },
          {
            title: say('kind'),
            dataIndex: 'kind',
            render: (kind?: string) => kind && label('kind', kind),
          },
          {
            title: say('concerns'),
            key: 'concerns',
            render: (_, { seq }) => seq !== undefined && <Concerns seq={seq} />,
          },
          {
            title: say('rule'),
            dataIndex: 'rule',
            render: (rule?: string) => rule && <code className="mz-code">{rule}</code>,
          },
          {
            title: say('expectedFound'),
            key: 'expected',
            render: (_, { expected, found: is }) => (
              <span className="mz-code">{[expected, is].filter(Boolean).join(' → ')}</span>
            ),
          },
          {
            title: say('follows'),
            dataIndex: 'follows',
            render: (follows?: true) => follows && say('followsWhy'),
          },
        ]}
      />
    </section>
  );
}

type Report = Verification['report'];
type Meanings = Record<
  string,
  { consequence: { zh: string; en: string }; next: { zh: string; en: string } }
>;

function Reported({ found: { time, report } }: { found: Verification }) {
  const say = useWords(words);
  const comma = useLanguage() === 'zh' ? '、' : ', ';
  const groups = groupsOf(report.findings);
  const skipped = (report.not_checked ?? []).map((name) =>
    isPartOf(words, name) ? say(name) : name,
  );
  return (
    <>
      <section className="mz-card" aria-label={say('lastVerification')}>
        <StateTag tone={report.sound ? 'good' : 'bad'}>
          {report.sound ? say('sound') : say('unsound', { n: report.findings_total })}
        </StateTag>{' '}
        {say('verifiedOf', { time: moment(time), n: report.entries.toLocaleString() })}
        {skipped.length > 0 && (
          <p className="mz-muted mz-last">{say('notChecked', { what: skipped.join(comma) })}</p>
        )}
      </section>
      {groups.length === 0 && (
        <section className="mz-card">
          <Empty description={say('noFindings')}>
            <p className="mz-muted">{say('noFindingsWhy')}</p>
          </Empty>
        </section>
      )}
      {groups.map(([damage, one]) => (
        <Group key={damage} damage={damage} found={one} report={report} />
      ))}
      {report.findings_total > report.findings.length && (
        <p className="mz-muted">{say('findingsMore', { n: report.findings.length })}</p>
      )}
    </>
  );
}

const kColumns = ['damage', 'seq', 'last', 'where', 'rule', 'expected', 'found'] as const;

export default function Findings() {
  const say = useWords(words);
  const sayApp = useWords(appWords);
  const found = useVerification();
  const findings = found.data?.report.findings ?? [];
  const save = () =>
    download(
      'findings.csv',
      csvOf([[...kColumns], ...findings.map((one) => kColumns.map((name) => one[name] ?? ''))]),
    );
  return (
    <Page
      title={sayApp('findings')}
      about={say('findingsAbout')}
      actions={findings.length > 0 && <Button onClick={save}>{say('asCsv')}</Button>}
    >
      {found.isError && <LoadProblem error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Skeleton active={false} />}
      {found.data === null && (
        <section className="mz-card">
          <Empty description={say('neverVerified')}>
            <p className="mz-muted">{say('neverVerifiedWhy')}</p>
          </Empty>
        </section>
      )}
      {found.data && <Reported found={found.data} />}
    </Page>
  );
}
