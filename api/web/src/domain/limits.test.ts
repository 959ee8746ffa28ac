import { describe, expect, it } from 'vitest';
import { fill } from '@/words';
import {
  changedLimits,
  limitRows,
  limitText,
  limitUnit,
  limitWords,
  type Limits,
  type SayLimit,
} from './limits';

const say: SayLimit = (name, values) => fill(limitWords[name][0], values);

const before: Limits = {
  aid_per_year_count: 1,
  aid_window: 'calendar_year',
  award_valid_days: 90,
  cash_max: 100000,
  decision_days: 15,
  income_per_head_max: 400000,
  medical_remainder: true,
  notice_days: 3,
  pay_days: 3,
  proposal_days: 7,
  publish_days: 10,
  single_voucher_from: 1000000,
  small_aid_max: 200000,
  small_decision_days: 3,
  source_order: ['gov', 'donation'],
  two_approvers_above: 2000000,
  urgent_decision_hours: 24,
  urgent_ratify_days: 5,
  urgent_release_max: 500000,
  voucher_rule: 'daily_summary_v1',
};

function find(name: keyof Limits) {
  return limitRows.find((row) => row.name === name)!;
}

describe('limits', () => {
  it('names every limit that a policy has, once', () => {
    expect(limitRows.map(({ name }) => name).sort()).toEqual(Object.keys(before).sort());
  });

  it('tells what changed, and nothing else', () => {
    const rest = { ...before };
    delete rest.medical_remainder;
    const after: Limits = { ...rest, small_aid_max: 300000, source_order: ['donation', 'gov'] };
    expect(changedLimits(before, after).map(({ name }) => name)).toEqual([
      'medical_remainder',
      'small_aid_max',
      'source_order',
    ]);
    expect(changedLimits(before, { ...before })).toEqual([]);
  });

  it('writes each as a person reads it', () => {
    expect(limitText(say, find('income_per_head_max'), before)).toBe('4,000.00');
    expect(limitUnit(say, find('income_per_head_max'))).toBe('元 / 人·年');
    expect(limitText(say, find('source_order'), before)).toBe('先财政，后捐赠');
    expect(limitText(say, find('source_order'), { ...before, source_order: ['gov'] })).toBe(
      '只用财政',
    );
    expect(limitText(say, find('medical_remainder'), before)).toBe('是');
    expect(limitText(say, find('aid_window'), before)).toBe('自然年');
    expect(limitText(say, find('voucher_rule'), { ...before, voucher_rule: 'weekly' })).toBe(
      'weekly',
    );
    expect(limitUnit(say, find('aid_window'))).toBe('');
  });
});
