import type { ReactNode } from 'react';
import { Timeline as AntTimeline } from 'antd';
import { moment } from '@/domain/dates';
import { useLabels } from '@/domain/labels';
import { useTitles } from '@/domain/titles';
import { Yuan } from '@/ui/Money';
import { words as uiWords } from '@/ui/words';
import { useWords } from '@/words';
import { useCodes } from '@/domain/tableRows';
import { RevealButton, useJoin } from '../parts';
import { bodyOf, usePeople, type Doc, type Entry } from '../reads';
import { words } from './words';

type Line = [string, ReactNode];

const fen = (amount: number | undefined) => <Yuan fen={amount} strong />;

/** The figures of a request, a survey, a review or a decision. */
function useDecisionLines() {
  const say = useWords(words);
  const sayUi = useWords(uiWords);
  const label = useLabels();
  const causes = useCodes('causes');
  const reasons = useCodes('reasons');
  const join = useJoin();
  return (entry: Entry): Line[] => {
    const opened = bodyOf(entry, 'case.opened');
    if (opened) {
      const lines: Line[] = [
        [say('asked'), fen(opened.amount_asked)],
        [say('cause'), `${causes.title(opened.cause)} · ${opened.event_date}`],
        [say('e_by'), label('by', opened.by)],
      ];
      if (opened.urgent) lines.push([say('e_urgent'), '✓']);
      return lines;
    }
    const surveyed = bodyOf(entry, 'case.surveyed');
    if (surveyed) {
      const lines: Line[] = [
        [say('e_round', { n: surveyed.round }), surveyed.date],
        [say('e_surveyors'), join(surveyed.surveyors)],
        [say('e_means'), label('means', surveyed.means)],
        [say('e_members'), surveyed.members],
      ];
      if (surveyed.income !== undefined) lines.push([say('incomeYear'), fen(surveyed.income)]);
      if (surveyed.medical) lines.push([say('m_self'), fen(surveyed.medical.self)]);
      return lines;
    }
    const reviewed = bodyOf(entry, 'case.reviewed');
    if (reviewed) return [[say('proposed'), fen(reviewed.amount)]];
    const approved = bodyOf(entry, 'case.approved');
    if (approved) {
      const lines: Line[] = [[say('granted'), fen(approved.amount)]];
      for (const part of approved.sources ?? []) {
        lines.push([
          sayUi('nameIs', { name: say('e_sources'), value: label('source', part.source) }),
          fen(part.amount),
        ]);
      }
      const basis = label('basis', approved.basis);
      lines.push([say('e_basis'), approved.minutes_no ? `${basis} ${approved.minutes_no}` : basis]);
      if (approved.valid_until) lines.push([say('e_validUntil'), approved.valid_until]);
      if (approved.proposal !== undefined) {
        lines.push([say('e_basis'), say('e_proposal', { seq: approved.proposal })]);
      }
      if (approved.same_event_override) lines.push([say('rules'), say('e_override')]);
      return lines;
    }
    const ratified = bodyOf(entry, 'case.ratified');
    if (ratified) {
      const stands = ratified.outcome === 'ratified';
      const lines: Line[] = [[say('e_outcome'), say(stands ? 'e_ratified' : 'e_notRatified')]];
      if (ratified.reason) lines.push([say('e_reason'), reasons.title(ratified.reason)]);
      return lines;
    }
    const reason = (entry.body as { reason?: string }).reason;
    return reason ? [[say('e_reason'), reasons.title(reason)]] : [];
  };
}

/** The figures of a payee or a payment. */
function usePaymentLines() {
  const say = useWords(words);
  const label = useLabels();
  const title = useTitles();
  return (entry: Entry): Line[] | undefined => {
    const payee = bodyOf(entry, 'payee.set');
    if (payee) {
      return [
        [say('payeeType'), `${label('payee', payee.type)} · ${label('relation', payee.relation)}`],
        [say('method'), label('method', payee.method)],
      ];
    }
    const paid = bodyOf(entry, 'aid.paid');
    if (paid) {
      return [
        [say('paid'), fen(paid.amount)],
        [say('e_account'), `${title('accounts', paid.account)} · ${label('source', paid.source)}`],
        [say('e_bankDate'), paid.value_date],
      ];
    }
    const returned = bodyOf(entry, 'aid.returned');
    if (returned) {
      return [
        [say('e_returned'), fen(returned.amount)],
        [say('e_returnedNext'), say(returned.next === 'resend' ? 'e_resend' : 'e_cancel')],
      ];
    }
    const delivered = bodyOf(entry, 'aid.delivered');
    if (delivered) {
      return [
        [say('e_receiver'), label('relation', delivered.receiver_relation)],
        [say('e_date'), delivered.date],
      ];
    }
    return undefined;
  };
}

/** All that happened to a case, the newest first, each entry in words. */
export function Timeline({ history }: { history: Entry[] }) {
  const say = useWords(words);
  const label = useLabels();
  const types = useCodes('doc_types');
  const decisionLines = useDecisionLines();
  const paymentLines = usePaymentLines();
  const people = usePeople();
  const join = useJoin();

  function who(actor: string) {
    const duties = people.find(({ person }) => person === actor)?.duties ?? [];
    const words = join(duties.map((duty) => label('duty', duty)));
    return words ? `${actor} · ${words}` : actor;
  }
  function show(entry: Entry) {
    const body = entry.body as { docs?: Doc[]; paper?: { signer: string; date: string } };
    return (
      <article>
        <div className="mz-aid-entry-head">
          <strong>{label('kind', entry.kind)}</strong>
          <span className="mz-muted">{moment(entry.time)}</span>
        </div>
        <div className="mz-muted">{who(entry.actor)}</div>
        <dl className="mz-aid-lines mz-aid-entry">
          {(paymentLines(entry) ?? decisionLines(entry)).map(([name, value], at) => (
            <div key={at}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
          {body.docs && (
            <div>
              <dt>{say('papers')}</dt>
              <dd>{join(body.docs.map((doc) => types.title(doc.type)))}</dd>
            </div>
          )}
        </dl>
        {body.paper && (
          <div className="mz-muted">
            {say('e_paper', { signer: body.paper.signer, date: body.paper.date })}
          </div>
        )}
        {entry.private && <RevealButton seq={entry.seq} />}
      </article>
    );
  }

  return (
    <section className="mz-card">
      <h2>{say('history')}</h2>
      <AntTimeline
        items={history.toReversed().map((entry) => ({ key: entry.seq, content: show(entry) }))}
      />
    </section>
  );
}
