import { describe, expect, it } from 'vitest';
import { placeOf, sorted, unitOf, waited, type Task } from './tasks';

function task(name: Task['task'], more: Partial<Task> = {}): Task {
  return { task: name, count: 1, overdue: 0, list: '', ...more };
}

describe('tasks', () => {
  it('begin with what others propose; what one proposed oneself waits for others', () => {
    const { mine, others } = sorted([
      task('income_to_confirm'),
      task('proposals_mine'),
      task('batches_to_release'),
      task('proposals_to_second'),
    ]);
    expect(mine.map((one) => one.task)).toEqual([
      'proposals_to_second',
      'income_to_confirm',
      'batches_to_release',
    ]);
    expect(others.map((one) => one.task)).toEqual(['proposals_mine']);
  });

  it('lead to where the work is done', () => {
    expect(placeOf(task('cases_to_pay'))).toBe('/batches/new');
    expect(placeOf(task('cases_to_survey'))).toBe('/cases?task=cases_to_survey');
  });

  it('are as old as the oldest', () => {
    expect(waited(task('cases_to_pay', { oldest: '2026-11-20' }), '2026-11-26')).toBe(6);
    expect(waited(task('cases_to_pay', { oldest: '2026-11-27' }), '2026-11-26')).toBe(0);
    expect(waited(task('cases_to_pay'), '2026-11-26')).toBe(0);
  });

  it('are counted with the right measure word', () => {
    expect(unitOf(task('income_to_confirm'))).toBe('gift');
    expect(unitOf(task('lines_failed'))).toBe('gift');
    expect(unitOf(task('batches_to_release'))).toBe('batch');
    expect(unitOf(task('cases_to_review'))).toBe('piece');
  });
});
