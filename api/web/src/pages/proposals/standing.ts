import type { Schemas } from '@/api/client';
import { seconders } from '@/domain/duties';
import type { Session } from '@/session/session';

type Proposal = Pick<Schemas['row_proposal'], 'by' | 'kind' | 'fund' | 'seq'>;
type Person = Schemas['row_person'];

/** Why somebody may not second a proposal. */
export type Why = 'mine' | 'samePerson' | 'duty' | 'scope' | 'hand';

/**
 * Why this person may not second it; nothing where they may. `forMe` are the proposals that the
 * server says are theirs to second: what it leaves out although the duty fits, they had a hand in.
 */
export function whyNot(
  proposal: Proposal,
  session: Pick<Session, 'person' | 'duties' | 'scope'>,
  people: readonly Person[],
  forMe: readonly number[] | undefined,
): Why | undefined {
  if (proposal.by === session.person) return 'mine';
  const duties = seconders[proposal.kind] ?? [];
  if (!duties.some((duty) => session.duties.includes(duty))) return 'duty';
  if (proposal.fund && session.scope && !session.scope.includes(proposal.fund)) return 'scope';
  const subject = (name: string) => people.find(({ person }) => person === name)?.subject;
  const me = subject(session.person);
  if (me !== undefined && me === subject(proposal.by)) return 'samePerson';
  return forMe === undefined || forMe.includes(proposal.seq) ? undefined : 'hand';
}

/** Whole days until it expires; below zero when it has. */
export function daysLeft(expires: string, now: number): number {
  return Math.floor((Date.parse(expires) - now) / 86_400_000);
}
