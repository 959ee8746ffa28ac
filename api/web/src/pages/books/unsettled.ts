import type { Schemas } from '@/api/client';
import { today } from '@/domain/dates';

/** What was released by the end of a day and has no result of the bank yet. */
export function unsettledOf(page: Schemas['batch_page'], last: string): Schemas['row_line'][] {
  const releasedThen = page.history.some(
    ({ kind, time }) => kind === 'batch.released' && today(new Date(time)) <= last,
  );
  return releasedThen ? (page.lines ?? []).filter(({ stage }) => stage === 'released') : [];
}
