import { daysBetween } from '@/domain/dates';
import type { Limits, StandingCase } from './reads';

/** How much attention a case needs: red, yellow, green. */
export type Level = 'bad' | 'look' | 'fine';

export type SignalName =
  | 'overdue'
  | 'above_line'
  | 'repeated'
  | 'above_remainder'
  | 'shared_account'
  | 'due_soon'
  | 'two_needed'
  | 'fine';

export interface Signal {
  name: SignalName;
  level: Level;
  /** Days, or how often: what the word says. */
  n?: number;
}

/** From so many days before a deadline on it is soon. */
const kSoonDays = 2;

/**
 * What is to be said about a case in a list, the gravest first; one `fine` where there is nothing.
 * The ledger decides by its rules; these only tell where to look.
 */
export function signalsOf(
  standing: StandingCase,
  limits: Limits | undefined,
  day: string,
): Signal[] {
  const { case: row, asked, granted } = standing;
  const signals: Signal[] = [];
  const over = [standing.decide_by, standing.pay_within, standing.pay_by, standing.ratify_by]
    .filter((deadline) => deadline?.overdue)
    .map((deadline) => daysBetween(deadline?.date ?? day, day));
  if (over.length > 0) signals.push({ name: 'overdue', level: 'bad', n: Math.max(...over) });
  const found = row.found;
  const undecided = granted === 0 || row.stage === 'urgent';
  if (undecided && limits && found?.means === 'surveyed' && found.income !== undefined) {
    const line = limits.income_per_head_max * found.members;
    if (found.income > line) signals.push({ name: 'above_line', level: 'bad' });
  }
  if (undecided && standing.repeated) {
    const broken = limits !== undefined && standing.repeated >= limits.aid_per_year_count;
    signals.push({ name: 'repeated', level: broken ? 'bad' : 'look', n: standing.repeated });
  }
  if (undecided && row.cause === 'illness' && found?.self !== undefined && asked > found.self) {
    signals.push({ name: 'above_remainder', level: 'look' });
  }
  if (standing.shared_account) signals.push({ name: 'shared_account', level: 'look' });
  if (over.length === 0 && standing.days !== undefined && standing.days <= kSoonDays) {
    signals.push({ name: 'due_soon', level: 'look', n: standing.days });
  }
  if (granted === 0 && limits && asked > limits.two_approvers_above) {
    signals.push({ name: 'two_needed', level: 'look' });
  }
  return signals.length > 0
    ? signals.sort((a, b) => Number(b.level === 'bad') - Number(a.level === 'bad'))
    : [{ name: 'fine', level: 'fine' }];
}

export function levelOf(signals: Signal[]): Level {
  if (signals.some(({ level }) => level === 'bad')) return 'bad';
  return signals.some(({ level }) => level === 'look') ? 'look' : 'fine';
}
