import type { ReactNode } from 'react';
import { Button, Flex, Skeleton } from 'antd';
import { useNavigate, useParams } from 'react-router-dom';
import { moment, today } from '@/domain/dates';
import { useLabels } from '@/domain/labels';
import { hasDuty, useOffice } from '@/session/session';
import { Money } from '@/ui/Money';
import { Page } from '@/ui/Page';
import { LoadProblem } from '@/ui/Problem';
import { StateTag, type Tone } from '@/ui/Tag';
import { useWords } from '@/words';
import { useCodes } from '@/domain/tableRows';
import { certificatesOf, holdsOn, isCertified, useNames } from './household';
import { words } from './householdWords';
import { CaseLink, RevealButton, Signals } from './parts';
import { useHousehold, useLimits, type Entry, type HouseholdPage } from './reads';
import { words as aidWords } from './words';
import './aid.css';

function Members({ page }: { page: HouseholdPage }) {
  const say = useWords(words);
  const label = useLabels();
  const name = useNames(page.history);
  const day = today();
  return (
    <section className="mz-card">
      <h2>{say('members')}</h2>
      <table className="mz-aid-members">
        <thead>
          <tr>
            <th scope="col">{say('person')}</th>
            <th scope="col">{say('relation')}</th>
            <th scope="col">{say('personId')}</th>
          </tr>
        </thead>
        <tbody>
          {page.household.members.map((member) => (
            <tr key={member.person}>
              <td>{name(member.person) || '—'}</td>
              <td>
                {label('relation', member.relation)}
                {(member.from || member.to) && (
                  <div className="mz-muted">
                    {member.from ?? ''} ~ {member.to ?? ''}
                  </div>
                )}
                {member.to && member.to < day && <StateTag tone="plain">{say('left')}</StateTag>}
              </td>
              <td className="mz-code">{member.person}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What somebody who decides about this family should know first. */
function useWarnings({ household, aid, cases }: HouseholdPage): { tone: Tone; text: string }[] {
  const say = useWords(words);
  const label = useLabels();
  const causes = useCodes('causes');
  const day = today();
  const warnings: { tone: Tone; text: string }[] = [];
  const type = label('householdClass', household.class);
  if (household.class !== 'other' && !isCertified(household, day)) {
    warnings.push({ tone: 'waiting', text: say('certificateMissing', { type }) });
  }
  for (const paper of household.certificates ?? []) {
    if (holdsOn(paper, day) || paper.type === household.class) continue;
    const over = label('householdClass', paper.type);
    warnings.push({ tone: 'waiting', text: say('certificateOver', { type: over }) });
  }
  const events = new Map<string, typeof aid>();
  for (const one of aid) {
    const event = [one.cause, one.event_date, one.victim].join();
    events.set(event, [...(events.get(event) ?? []), one]);
  }
  for (const same of events.values()) {
    const [first] = same;
    if (same.length < 2 || !first) continue;
    const values = { cause: causes.title(first.cause), date: first.event_date, n: same.length };
    warnings.push({ tone: 'bad', text: say('repeats', values) });
  }
  for (const standing of cases.filter(({ shared_account }) => shared_account)) {
    warnings.push({ tone: 'bad', text: say('shared', { case: standing.case.case }) });
  }
  if (cases.length > 1)
    warnings.push({ tone: 'waiting', text: say('twoOpen', { n: cases.length }) });
  return warnings;
}

function Warnings({ page }: { page: HouseholdPage }) {
  const say = useWords(words);
  const warnings = useWarnings(page);
  return (
    <section className="mz-card">
      <h2>{say('warnings')}</h2>
      {warnings.length === 0 && <StateTag tone="good">{say('noWarnings')}</StateTag>}
      <Flex vertical gap={6} align="start">
        {warnings.map(({ tone, text }) => (
          <StateTag key={text} tone={tone}>
            {text}
          </StateTag>
        ))}
      </Flex>
    </section>
  );
}

function OpenCases({ cases }: { cases: HouseholdPage['cases'] }) {
  const say = useWords(words);
  const label = useLabels();
  const limits = useLimits();
  const causes = useCodes('causes');
  const sayAid = useWords(aidWords);
  return (
    <section className="mz-card">
      <h2>{say('cases')}</h2>
      {cases.length === 0 && <p className="mz-muted">{say('noCases')}</p>}
      <ul className="mz-aid-cards">
        {cases.map((standing) => (
          <li key={standing.case.case}>
            <Flex justify="space-between" gap={8} wrap>
              <strong>
                <CaseLink id={standing.case.case} />
              </strong>
              <span>
                {causes.title(standing.case.cause)} · {standing.case.event_date}
              </span>
            </Flex>
            <div className="mz-aid-pair">
              <span>{standing.granted > 0 ? sayAid('granted') : sayAid('asked')}</span>
              <span>
                <Money fen={standing.granted > 0 ? standing.granted : standing.asked} />
              </span>
            </div>
            <Flex gap={4} wrap>
              <StateTag tone="active">{label('stage', standing.case.stage)}</StateTag>
              <Signals standing={standing} limits={limits} />
            </Flex>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the household was granted, each award with its date, and the sum. */
export function AidTable({ aid }: { aid: HouseholdPage['aid'] }) {
  const say = useWords(words);
  const sayAid = useWords(aidWords);
  const causes = useCodes('causes');
  if (aid.length === 0) return <p className="mz-muted">{say('noAid')}</p>;
  const rows = [...aid].sort((a, b) => b.date.localeCompare(a.date));
  return (
    <table className="mz-aid-members">
      <thead>
        <tr>
          <th scope="col">{sayAid('date')}</th>
          <th scope="col">{sayAid('cause')}</th>
          <th scope="col" className="mz-right">
            {sayAid('amount')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((one) => (
          <tr key={one.case}>
            <td>
              {one.date}
              <div>
                <CaseLink id={one.case} />
              </div>
            </td>
            <td>
              {causes.title(one.cause)}
              <div className="mz-muted">{one.event_date}</div>
            </td>
            <td>
              <Money fen={one.amount} />
            </td>
          </tr>
        ))}
        <tr>
          <td colSpan={2}>{say('total')}</td>
          <td>
            <Money fen={aid.reduce((sum, { amount }) => sum + amount, 0)} strong />
          </td>
        </tr>
      </tbody>
    </table>
  );
}

function History({ history }: { history: Entry[] }) {
  const say = useWords(words);
  const label = useLabels();
  return (
    <section className="mz-card">
      <h2>{say('history')}</h2>
      <ul className="mz-aid-rules">
        {history.toReversed().map((entry) => (
          <li key={entry.seq} className="mz-aid-rule" style={{ gridTemplateColumns: '1fr auto' }}>
            <span className="mz-aid-entry-head">
              <strong>{label('kind', entry.kind)}</strong>
              <span className="mz-muted">
                {moment(entry.time)} · {entry.actor}
              </span>
            </span>
            {entry.private && <RevealButton seq={entry.seq} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Basics({ page, children }: { page: HouseholdPage; children?: ReactNode }) {
  const say = useWords(words);
  const sayAid = useWords(aidWords);
  const label = useLabels();
  const villages = useCodes('villages');
  const { household } = page;
  const papers = certificatesOf(household, (type) => label('householdClass', type));
  return (
    <section className="mz-card">
      <h2>{say('basics')}</h2>
      <dl className="mz-aid-lines">
        <div>
          <dt>{sayAid('village')}</dt>
          <dd>{villages.title(household.village)}</dd>
        </div>
        <div>
          <dt>{sayAid('householdClass')}</dt>
          <dd>{label('householdClass', household.class)}</dd>
        </div>
        <div>
          <dt>{sayAid('certificates')}</dt>
          <dd>
            {papers.length === 0
              ? say('noCertificates')
              : papers.map((paper) => <div key={paper}>{paper}</div>)}
          </dd>
        </div>
      </dl>
      {children}
    </section>
  );
}

export default function HouseholdFile() {
  const say = useWords(words);
  const go = useNavigate();
  const { session } = useOffice();
  const { household: id = '' } = useParams();
  const asked = useHousehold(id);
  const writes = hasDuty(session, 'caseworker', 'reviewer');
  return (
    <Page
      title={say('title', { household: id })}
      actions={
        <>
          <Button onClick={() => window.print()}>{say('print')}</Button>
          {writes && (
            <>
              <Button onClick={() => go(`/households/${id}/change`)}>{say('change')}</Button>
              <Button type="primary" onClick={() => go(`/cases/new?household=${id}`)}>
                {say('request')}
              </Button>
            </>
          )}
        </>
      }
    >
      {asked.isError && <LoadProblem error={asked.error} again={() => void asked.refetch()} />}
      {asked.isPending && <Skeleton active />}
      {asked.data && (
        <div className="mz-aid-case">
          <div>
            <Members page={asked.data} />
            <OpenCases cases={asked.data.cases} />
            <History history={asked.data.history ?? []} />
          </div>
          <div className="mz-aid-column">
            <Warnings page={asked.data} />
            <Basics page={asked.data} />
            <section className="mz-card">
              <h2>{say('aid')}</h2>
              <AidTable aid={asked.data.aid} />
            </section>
          </div>
        </div>
      )}
    </Page>
  );
}
