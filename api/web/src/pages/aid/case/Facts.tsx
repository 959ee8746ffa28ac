import type { ReactNode } from 'react';
import { Flex } from 'antd';
import { daysBetween, today } from '@/domain/dates';
import { yuan } from '@/domain/money';
import { useLabels } from '@/domain/labels';
import { hasDuty, useOffice } from '@/session/session';
import { Money, Yuan } from '@/ui/Money';
import { StateTag } from '@/ui/Tag';
import { useLanguage, useWords } from '@/words';
import { useCodes } from '@/domain/tableRows';
import { useNames } from '../household';
import { HouseholdLink, Signals } from '../parts';
import { lastOf, useLimits, type CasePage, type HouseholdPage, type StandingCase } from '../reads';
import { ruleWords, type RuleCode } from '../ruleWords';
import { nextStep } from './next';
import { ruleStanding, rulesFor, type RuleStanding } from './ruleStanding';
import { words } from './words';

function Pair({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const kDeadlines = ['decide_by', 'ratify_by', 'pay_within', 'pay_by'] as const;

/** How many days are left, or over, of each deadline. */
function Deadlines({ standing }: { standing: StandingCase }) {
  const say = useWords(words);
  return kDeadlines.map((name) => {
    const deadline = standing[name];
    if (!deadline) return null;
    const days = daysBetween(today(), deadline.date);
    const text = deadline.overdue
      ? say('overdueBy', { n: Math.max(-days, 0) })
      : days === 0
        ? say('dueToday')
        : say('daysLeft', { n: days });
    return (
      <Pair key={name} name={say(name)}>
        <StateTag tone={deadline.overdue ? 'bad' : days <= 2 ? 'waiting' : 'good'}>{text}</StateTag>
        {deadline.date}
        {deadline.provisional && <div className="mz-muted">{say('provisional')}</div>}
      </Pair>
    );
  });
}

/** What the case is, where it stands, and until when it must go on. */
export function Summary({ page, family }: { page: CasePage; family?: HouseholdPage }) {
  const say = useWords(words);
  const label = useLabels();
  const causes = useCodes('causes');
  const name = useNames(family?.history);
  const limits = useLimits();
  const standing = page.standing;
  const opened = lastOf(page.history, 'case.opened');
  const proposed = lastOf(page.history, 'case.reviewed')?.amount;
  const step = nextStep(page);
  const victim = opened?.victim;
  return (
    <section className="mz-card">
      <h2>{say('summary')}</h2>
      <Flex gap={4} wrap style={{ marginBottom: 8 }}>
        <StateTag tone={page.open ? 'active' : 'plain'}>
          {standing ? label('stage', standing.case.stage) : say('ended')}
        </StateTag>
        {standing && <Signals standing={standing} limits={limits} />}
      </Flex>
      <dl className="mz-aid-lines">
        {step && (
          <Pair name={say('nextStep')}>
            <strong>{say(step)}</strong>
          </Pair>
        )}
        {standing && <Deadlines standing={standing} />}
        {opened && (
          <>
            <Pair name={say('household')}>
              <HouseholdLink id={opened.household} />
              {family?.household.members[0] && ` ${name(family.household.members[0].person)}`}
            </Pair>
            <Pair name={say('cause')}>
              {causes.title(opened.cause)} · {opened.event_date}
            </Pair>
            <Pair name={say('victim')}>{victim ? name(victim) || victim : say('wholeFamily')}</Pair>
            <Pair name={say('asked')}>
              <Yuan fen={opened.amount_asked} />
            </Pair>
          </>
        )}
        {proposed !== undefined && (
          <Pair name={say('proposed')}>
            <Yuan fen={proposed} strong />
          </Pair>
        )}
        {standing && standing.granted > 0 && (
          <>
            <Pair name={say('granted')}>
              <Yuan fen={standing.granted} strong />
            </Pair>
            <Pair name={say('paid')}>
              <Yuan fen={standing.paid} />
            </Pair>
          </>
        )}
      </dl>
    </section>
  );
}

const kTones = { holds: 'good', pending: 'waiting', broken: 'bad' } as const;
const kMarks = { holds: '✓', pending: '…', broken: '✗' } as const;

/** Each rule of the next decision: whether it holds, with the figures it compares. */
export function Rules({ page }: { page: CasePage }) {
  const say = useWords(words);
  const place = useLanguage() === 'zh' ? 0 : 1;
  const label = useLabels();
  const { session } = useOffice();
  const decides = hasDuty(session, 'approver', 'reviewer');
  const rules = rulesFor(page.rules ?? [], decides);
  if (rules.length === 0) return null;
  const granted = page.standing?.granted;
  const amount = granted || (lastOf(page.history, 'case.reviewed')?.amount ?? page.standing?.asked);
  const count = (standing: RuleStanding) =>
    rules.filter((rule) => ruleStanding(rule) === standing).length;
  const worst = (['broken', 'pending'] as const).find((one) => count(one) > 0);
  const figure = (rule: string, value: number) =>
    rule === 'aid_repeated' ? say('times', { n: value }) : say('sum', { yuan: yuan(value) });
  function figures({ rule, has, limit }: (typeof rules)[number]) {
    if (has !== undefined && limit !== undefined) {
      return say(rule === 'aid_repeated' ? 'timesOfLimit' : 'hasOfLimit', {
        has: figure(rule, has),
        limit: figure(rule, limit),
      });
    }
    if (limit !== undefined) return say('onlyLimit', { limit: figure(rule, limit) });
    return has === undefined ? '' : say('onlyHas', { has: figure(rule, has) });
  }
  return (
    <section className="mz-card">
      <h2>{say('rules')}</h2>
      <StateTag tone={kTones[worst ?? 'holds']}>
        {worst ? say(`${worst}Rules`, { n: count(worst) }) : say('allHold')}
      </StateTag>
      {amount !== undefined && (
        <span className="mz-muted">{say('rulesFor', { yuan: yuan(amount) })}</span>
      )}
      <ul className="mz-aid-rules">
        {rules.map((rule, index) => (
          <li key={`${rule.rule} ${index}`} className="mz-aid-rule">
            <StateTag tone={kTones[ruleStanding(rule)]}>
              {`${kMarks[ruleStanding(rule)]} ${say(ruleStanding(rule))}`}
            </StateTag>
            <span>
              {ruleWords[rule.rule as RuleCode]?.[place] ?? rule.rule}
              {rule.source && ` · ${label('source', rule.source)}`}
            </span>
            <span className="mz-aid-figures mz-figure mz-muted">{figures(rule)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const kBorne = ['basic', 'serious', 'assistance', 'other'] as const;

/** What insurance and aid left to pay, line by line (office rule M13). */
export function MedicalRemainder({ page }: { page: CasePage }) {
  const say = useWords(words);
  const medical = lastOf(page.history, 'case.surveyed')?.medical;
  if (!medical) return null;
  return (
    <section className="mz-card">
      <h2>{say('medical')}</h2>
      <dl className="mz-aid-lines">
        <Pair name={say('m_total')}>
          <Yuan fen={medical.total} />
        </Pair>
        {kBorne.map((name) => (
          <Pair key={name} name={say(`m_${name}`)}>
            <Yuan fen={medical[name]} />
          </Pair>
        ))}
        <div className="mz-aid-sum">
          <dt>{say('m_self')}</dt>
          <dd>
            <Yuan fen={medical.self} strong />
          </dd>
        </div>
      </dl>
    </section>
  );
}

/** What the survey found of the family's income, beside the line. */
export function Income({ page }: { page: CasePage }) {
  const say = useWords(words);
  const limits = useLimits();
  const found = page.standing?.case.found ?? lastOf(page.history, 'case.surveyed');
  if (!found) return null;
  return (
    <section className="mz-card">
      <h2>{say('income')}</h2>
      {found.means !== 'surveyed' || found.income === undefined ? (
        <p>{say(found.means === 'certificate' ? 'byCertificate' : 'pendingIncome')}</p>
      ) : (
        <dl className="mz-aid-lines">
          <Pair name={say('incomeYear')}>
            <Yuan fen={found.income} />
          </Pair>
          <Pair name={say('e_members')}>{found.members}</Pair>
          <Pair name={say('incomeHead')}>
            <Yuan fen={Math.round(found.income / found.members)} strong />
          </Pair>
          {limits && (
            <Pair name={say('incomeLine')}>
              <Yuan fen={limits.income_per_head_max} />
            </Pair>
          )}
        </dl>
      )}
    </section>
  );
}

/** How much of each source could be granted to this case now. */
export function FreeMoney({ page }: { page: CasePage }) {
  const say = useWords(words);
  if (page.free_donation === undefined) return null;
  return (
    <section className="mz-card">
      <h2>{say('free')}</h2>
      <dl className="mz-aid-lines">
        <Pair name={say('freeDonation')}>
          <Yuan fen={page.free_donation} />
        </Pair>
        <Pair name={say('freeGov')}>
          <Yuan fen={page.free_gov} />
        </Pair>
      </dl>
    </section>
  );
}

/** Who takes the money, and the payments under way. */
export function Payee({ page }: { page: CasePage }) {
  const say = useWords(words);
  const label = useLabels();
  if (!page.standing || page.standing.granted === 0) return null;
  const payee = page.standing.case.payee;
  return (
    <section className="mz-card">
      <h2>{say('payee')}</h2>
      {payee ? (
        <dl className="mz-aid-lines">
          <Pair name={say('payeeType')}>{label('payee', payee.type)}</Pair>
          <Pair name={say('payeeHolder')}>
            <span className="mz-code">{payee.holder}</span>
          </Pair>
          <Pair name={say('method')}>{label('method', payee.method)}</Pair>
          {payee.account_tag && (
            <Pair name={say('accountTag')}>
              <span className="mz-code">{payee.account_tag}</span>
            </Pair>
          )}
          {payee.no_account && <Pair name={say('method')}>{say('noAccount')}</Pair>}
        </dl>
      ) : (
        <p className="mz-muted">{say('noPayee')}</p>
      )}
      {(page.lines ?? []).map((line) => (
        <div key={`${line.batch} ${line.line}`} className="mz-aid-pair">
          <span>
            {say('batch', { batch: line.batch, line: line.line })} · {label('line', line.stage)}
          </span>
          <span>
            <Money fen={line.amount} />
          </span>
        </div>
      ))}
    </section>
  );
}
