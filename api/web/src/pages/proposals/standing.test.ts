import { describe, expect, it } from 'vitest';
import type { Schemas } from '@/api/client';
import { daysLeft, whyNot } from './standing';

const people: Schemas['row_person'][] = [
  { person: 'administrator', subject: 's1', duties: ['administrator'], status: 'active' },
  { person: 'li', subject: 's2', duties: ['responsible'], status: 'active' },
  { person: 'li.county', subject: 's1', duties: ['responsible'], status: 'active' },
];
const proposal = { seq: 41, by: 'administrator', kind: 'policy.adopted' };
const li = { person: 'li', duties: ['responsible' as const] };

describe('whyNot', () => {
  it('lets another person of the right duty second it', () => {
    expect(whyNot(proposal, li, people, [41])).toBeUndefined();
    expect(whyNot(proposal, li, people, undefined)).toBeUndefined();
  });

  it('keeps the proposer from it, under any of their names', () => {
    const mine = { ...proposal, by: 'li' };
    expect(whyNot(mine, li, people, [])).toBe('mine');
    expect(whyNot(proposal, { ...li, person: 'li.county' }, people, [41])).toBe('samePerson');
  });

  it('asks for the duty, and for the fund where the person serves some only', () => {
    expect(whyNot(proposal, { ...li, duties: ['bookkeeper'] }, people, [])).toBe('duty');
    const refund = { seq: 42, by: 'administrator', kind: 'donation.refunded', fund: 'jinan' };
    const bookkeeper = { person: 'li', duties: ['bookkeeper' as const] };
    expect(whyNot(refund, { ...bookkeeper, scope: ['shanghe'] }, people, [])).toBe('scope');
    expect(whyNot(refund, { ...bookkeeper, scope: ['jinan'] }, people, [42])).toBeUndefined();
  });

  it('says that they had a hand in it where the server leaves it out', () => {
    expect(whyNot(proposal, li, people, [40])).toBe('hand');
  });
});

it('counts the days that are left', () => {
  const now = Date.parse('2026-11-26T08:00:00Z');
  expect(daysLeft('2026-11-27T07:59:59Z', now)).toBe(0);
  expect(daysLeft('2026-12-03T08:00:00Z', now)).toBe(7);
  expect(daysLeft('2026-11-26T07:00:00Z', now)).toBe(-1);
});
