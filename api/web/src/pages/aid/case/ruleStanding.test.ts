import { expect, it } from 'vitest';
import type { Schemas } from '@/api/client';
import { ruleStanding, rulesFor } from './ruleStanding';

const rule = (name: string, holds: boolean, field = 'body.case') =>
  ({ rule: name, holds, field }) as Schemas['seen_rule'];

it('tells a step that is still to come from a rule that is broken', () => {
  expect(ruleStanding(rule('step_not_allowed', false))).toBe('pending');
  expect(ruleStanding(rule('survey_missing', false))).toBe('pending');
  expect(ruleStanding(rule('income_above_line', false))).toBe('broken');
  expect(ruleStanding(rule('step_not_allowed', true))).toBe('holds');
});

it('asks of who decides nothing neither who they are nor what a township may decide', () => {
  const rules = [
    rule('aid_repeated', true),
    rule('step_not_allowed', false),
    rule('same_person', false, 'actor'),
    rule('above_small_limit', false, 'body.amount'),
  ];
  const names = (decides: boolean) => rulesFor(rules, decides).map((one) => one.rule);
  expect(names(false)).toEqual(['step_not_allowed', 'aid_repeated']);
  expect(names(true)).toEqual([
    'same_person',
    'above_small_limit',
    'step_not_allowed',
    'aid_repeated',
  ]);
});
