import { expect, it } from 'vitest';
import { daysBetween, moment, today } from './dates';

it('shows days and moments in one way, by the clock on the wall', () => {
  const at = new Date(2026, 0, 5, 7, 9, 59);
  expect(today(at)).toBe('2026-01-05');
  expect(moment(at.toISOString())).toBe('2026-01-05 07:09');
});

it('counts the days between two dates', () => {
  expect(daysBetween('2026-02-27', '2026-03-02')).toBe(3);
  expect(daysBetween('2026-03-02', '2026-02-27')).toBe(-3);
});
