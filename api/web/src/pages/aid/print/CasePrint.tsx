import type { ReactNode } from 'react';
import { Button, Skeleton } from 'antd';
import { useNavigate, useParams } from 'react-router-dom';
import { moment, today } from '@/domain/dates';
import { useLabels } from '@/domain/labels';
import { capitals, yuan } from '@/domain/money';
import { useTitles } from '@/domain/titles';
import { Page } from '@/ui/Page';
import { LoadProblem } from '@/ui/Problem';
import { useLanguage, useWords } from '@/words';
import { useCodes } from '@/domain/tableRows';
import { certificatesOf, membersNow, useNames } from '../household';
import { useJoin } from '../parts';
import { bodyOf, useCase, useHousehold, type CasePage, type Doc, type Entry } from '../reads';
import { words } from './words';
import './print.css';

/** Between two facts of a line. */
function usePart() {
  return useLanguage() === 'zh' ? ';' : '; ';
}

/** An amount in figures, and in capitals where Chinese is read: as forms have it. */
function useAmount() {
  const chinese = useLanguage() === 'zh';
  return (fen: number) => (chinese ? `¥${yuan(fen)}(${capitals(fen)})` : `¥${yuan(fen)}`);
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{children}</td>
    </tr>
  );
}

/** Where a section comes from, and room for a signature. */
function Signed({ entry }: { entry: Entry | undefined }) {
  const say = useWords(words);
  return (
    <>
      {entry && (
        <p className="mz-aid-form-source">
          {say('entered', { who: entry.actor, when: moment(entry.time), seq: entry.seq })}
        </p>
      )}
      <p className="mz-aid-form-sign">
        <span>{say('sign')}</span>
        <span>{say('signDate')}</span>
      </p>
    </>
  );
}

function last(page: CasePage, kind: Entry['kind']): Entry | undefined {
  return page.history.findLast((entry) => entry.kind === kind);
}

function FamilyRows({ page, victim }: { page: CasePage; victim: string | undefined }) {
  const say = useWords(words);
  const join = useJoin();
  const part = usePart();
  const label = useLabels();
  const villages = useCodes('villages');
  const opened = bodyOf(last(page, 'case.opened'), 'case.opened');
  const family = useHousehold(page.household?.household ?? opened?.household);
  const name = useNames(family.data?.history);
  const household = family.data?.household ?? page.household;
  if (!household) return null;
  const papers = certificatesOf(household, (type) => label('householdClass', type));
  return (
    <>
      <Row name={say('family')}>
        {say('household')} {household.household}
        {part}
        {say('village')} {villages.title(household.village)}
        {part}
        {say('householdClass')} {label('householdClass', household.class)}
        {papers.length > 0 && `${part}${say('certificates')} ${join(papers)}`}
      </Row>
      <Row name={say('members')}>
        {join(
          membersNow(household).map(
            ({ person, relation: to }) => `${name(person) || '______'}(${label('relation', to)})`,
          ),
        )}
      </Row>
      <Row name={say('victim')}>{victim ? name(victim) || victim : say('wholeFamily')}</Row>
    </>
  );
}

function RequestRows({ page }: { page: CasePage }) {
  const say = useWords(words);
  const part = usePart();
  const label = useLabels();
  const amount = useAmount();
  const causes = useCodes('causes');
  const entry = last(page, 'case.opened');
  const opened = bodyOf(entry, 'case.opened');
  if (!opened) return null;
  return (
    <Row name={say('request')}>
      {say('cause')} {causes.title(opened.cause)}
      {part}
      {say('eventDate')} {opened.event_date}
      {part}
      {say('by')} {label('by', opened.by)}
      {opened.urgent && `${part}${say('urgent')}:${say('yes')}`}
      <br />
      {say('asked')} <strong>{amount(opened.amount_asked)}</strong>
      <Signed entry={entry} />
    </Row>
  );
}

function SurveyRows({ page }: { page: CasePage }) {
  const say = useWords(words);
  const join = useJoin();
  const part = usePart();
  const label = useLabels();
  const entry = last(page, 'case.surveyed');
  const survey = bodyOf(entry, 'case.surveyed');
  const medical = survey?.medical;
  return (
    <Row name={say('survey')}>
      {survey ? (
        <>
          {say('date')} {survey.date}
          {part}
          {say('surveyors')} {join(survey.surveyors)}
          {part}
          {say('means')} {label('means', survey.means)}
          {survey.income !== undefined && (
            <>
              <br />
              {say('income')} ¥{yuan(survey.income)} ÷ {survey.members} = {say('perHead')} ¥
              {yuan(Math.round(survey.income / survey.members))}
            </>
          )}
          {medical && (
            <>
              <br />
              {say('medical')}:
              {say(
                'medicalSum',
                Object.fromEntries(Object.entries(medical).map(([k, fen]) => [k, yuan(fen)])),
              )}
            </>
          )}
        </>
      ) : (
        say('notYet')
      )}
      <Signed entry={entry} />
    </Row>
  );
}

function DecisionRows({ page }: { page: CasePage }) {
  const say = useWords(words);
  const join = useJoin();
  const part = usePart();
  const label = useLabels();
  const amount = useAmount();
  const reasons = useCodes('reasons');
  const reviewed = last(page, 'case.reviewed');
  const review = bodyOf(reviewed, 'case.reviewed');
  const approved = last(page, 'case.approved');
  const award = bodyOf(approved, 'case.approved');
  const rejected = last(page, 'case.rejected');
  const refusal = bodyOf(rejected, 'case.rejected');
  return (
    <>
      <Row name={say('review')}>
        {review ? (
          <>
            {say('proposed')} <strong>{amount(review.amount)}</strong>
          </>
        ) : (
          say('notYet')
        )}
        <Signed entry={reviewed} />
      </Row>
      <Row name={say('decision')}>
        {award && (
          <>
            {say('granted')} <strong>{amount(award.amount)}</strong>
            <br />
            {say('sources')}{' '}
            {join(
              (award.sources ?? []).map(
                (one) => `${label('source', one.source)} ¥${yuan(one.amount)}`,
              ),
            )}
            {part}
            {say('basis')} {label('basis', award.basis)} {award.minutes_no ?? ''}
            {part}
            {say('validUntil')} {award.valid_until}
          </>
        )}
        {refusal && `${say('rejected')}:${reasons.title(refusal.reason)}`}
        {!award && !refusal && say('notYet')}
        <Signed entry={approved ?? rejected} />
      </Row>
    </>
  );
}

function PayeeAndPapers({ page }: { page: CasePage }) {
  const say = useWords(words);
  const join = useJoin();
  const label = useLabels();
  const types = useCodes('doc_types');
  const payee = bodyOf(last(page, 'payee.set'), 'payee.set');
  const papers = page.history.flatMap((entry) => (entry.body as { docs?: Doc[] }).docs ?? []);
  return (
    <>
      <Row name={say('payee')}>
        {payee
          ? `${label('payee', payee.type)}(${label('relation', payee.relation)}),${label('method', payee.method)}`
          : say('notYet')}
      </Row>
      <Row name={say('papers')}>
        {join(papers.map((doc) => `${types.title(doc.type)} ${say('nPages', { n: doc.pages })}`)) ||
          '—'}
      </Row>
    </>
  );
}

/** 申请审批表 of a case, filled from the books, for A4. */
export default function CasePrint() {
  const say = useWords(words);
  const go = useNavigate();
  const title = useTitles();
  const { case: id = '' } = useParams();
  const asked = useCase(id);
  const page = asked.data;
  const opened = page && bodyOf(last(page, 'case.opened'), 'case.opened');
  return (
    <Page
      title={say('page', { id })}
      about={<span className="mz-no-print">{say('hint')}</span>}
      actions={
        <>
          <Button onClick={() => go(`/cases/${id}`)}>{say('back')}</Button>
          <Button type="primary" onClick={() => window.print()}>
            {say('print')}
          </Button>
        </>
      }
    >
      {asked.isError && <LoadProblem error={asked.error} again={() => void asked.refetch()} />}
      {asked.isPending && <Skeleton active />}
      {page && (
        <div className="mz-aid-form-sheet">
          <h2>{say('title')}</h2>
          <p className="mz-aid-form-head">
            <span>
              {say('fund')}:{title('funds', last(page, 'case.opened')?.fund)}
            </span>
            <span>
              {say('caseId')}:{id}
            </span>
            <span>
              {say('printed')}:{today()}
            </span>
          </p>
          <table className="mz-aid-form">
            <tbody>
              <FamilyRows page={page} victim={opened?.victim} />
              <RequestRows page={page} />
              <SurveyRows page={page} />
              <DecisionRows page={page} />
              <PayeeAndPapers page={page} />
            </tbody>
          </table>
          <p className="mz-aid-form-source">{say('foot')}</p>
        </div>
      )}
    </Page>
  );
}
