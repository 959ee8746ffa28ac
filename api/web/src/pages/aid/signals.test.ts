import { describe, expect, it } from 'vitest';
import type { Limits, StandingCase } from './reads';
import { levelOf, signalsOf } from './signals';

const limits = {
  income_per_head_max: 400000,
  aid_per_year_count: 1,
  two_approvers_above: 2000000,
} as Limits;

function standing(change: Partial<StandingCase>, row: Partial<StandingCase['case']> = {}) {
  return {
    asked: 30000,
    granted: 0,
    paid: 0,
    ...change,
    case: { case: 'c1', cause: 'accident', stage: 'reviewed', ...row },
  } as StandingCase;
}

function names(change: Partial<StandingCase>, row: Partial<StandingCase['case']> = {}) {
  return signalsOf(standing(change, row), limits, '2026-11-26').map(({ name }) => name);
}

describe('signalsOf', () => {
  it('is green where there is nothing to say', () => {
    expect(names({ days: 9 })).toEqual(['fine']);
  });
  it('counts the days since the earliest deadline that is over', () => {
    const found = signalsOf(
      standing({
        decide_by: { date: '2026-11-20', overdue: true },
        pay_by: { date: '2026-11-25', overdue: true },
        days: -6,
      }),
      limits,
      '2026-11-26',
    );
    expect(found).toEqual([{ name: 'overdue', level: 'bad', n: 6 }]);
  });
  it('takes the line itself for income that qualifies', () => {
    const at = (income: number) => names({}, { found: { income, means: 'surveyed', members: 2 } });
    expect(at(800000)).toEqual(['fine']);
    expect(at(800001)).toEqual(['above_line']);
  });
  it('does not ask who holds a certificate for income', () => {
    expect(names({}, { found: { income: 900000, means: 'certificate', members: 1 } })).toEqual([
      'fine',
    ]);
  });
  it('is red for repeated aid as often as the limits allow', () => {
    expect(levelOf(signalsOf(standing({ repeated: 1 }), limits, '2026-11-26'))).toBe('bad');
    expect(
      levelOf(
        signalsOf(standing({ repeated: 1 }), { ...limits, aid_per_year_count: 2 }, '2026-11-26'),
      ),
    ).toBe('look');
  });
  it('says what wants a look, the gravest first', () => {
    expect(
      names(
        { shared_account: true, days: 1, asked: 2000001, repeated: 1 },
        { cause: 'illness', found: { self: 100, means: 'surveyed', members: 1 } },
      ),
    ).toEqual(['repeated', 'above_remainder', 'shared_account', 'due_soon', 'two_needed']);
  });
  it('is silent about income and repetition once it is granted', () => {
    expect(names({ granted: 30000, repeated: 1 }, { stage: 'approved' })).toEqual(['fine']);
  });
});
