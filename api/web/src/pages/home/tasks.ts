import type { Schemas } from '@/api/client';
import { daysBetween } from '@/domain/dates';

export type Task = Schemas['waiting_task'];

/** Where each kind of work is done. */
const kPlaces: Readonly<Record<Task['task'], string>> = {
  proposals_to_second: '/proposals?show=forMe',
  proposals_mine: '/proposals?show=mine',
  income_to_confirm: '/confirm',
  cases_to_survey: '/cases?task=cases_to_survey',
  cases_to_review: '/cases?task=cases_to_review',
  cases_to_approve: '/cases?task=cases_to_approve',
  cases_to_ratify: '/cases?task=cases_to_ratify',
  cases_without_payee: '/cases?task=cases_without_payee',
  cases_to_pay: '/batches/new',
  batches_to_release: '/batches',
  lines_to_settle: '/batches',
  lines_failed: '/cases?task=lines_failed',
  lines_to_deliver: '/cases?task=lines_to_deliver',
};

export function placeOf({ task }: Task): string {
  return kPlaces[task];
}

/** What is counted: the Chinese measure word differs. */
export function unitOf({ task }: Task): 'piece' | 'gift' | 'batch' {
  if (task === 'income_to_confirm' || task.startsWith('lines')) return 'gift';
  return task === 'batches_to_release' ? 'batch' : 'piece';
}

/** Whole days that the oldest has waited; 0 on its own day and where no day is known. */
export function waited({ oldest }: Task, today: string): number {
  return oldest ? Math.max(0, daysBetween(oldest, today)) : 0;
}

/** What this person can do, what others propose first; and what of theirs waits for others. */
export function sorted(tasks: readonly Task[]): { mine: Task[]; others: Task[] } {
  const first = ({ task }: Task) => (task === 'proposals_to_second' ? 0 : 1);
  return {
    mine: tasks.filter(({ task }) => task !== 'proposals_mine').sort((a, b) => first(a) - first(b)),
    others: tasks.filter(({ task }) => task === 'proposals_mine'),
  };
}
