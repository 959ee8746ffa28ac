import { describe, expect, it } from 'vitest';
import type { Schemas } from '@/api/client';
import { accountsFor, groupsOf, nextBatchId, payablesOf } from './payable';

type Case = Schemas['standing_case'];

const award = (source: 'gov' | 'donation', amount: number, paid = 0, lined = 0) => ({
  source,
  amount,
  paid,
  lined,
});
const granted = (id: string, more: object, days?: number) =>
  ({ case: { case: id, household: `h${id}`, ...more }, days }) as unknown as Case;
const bank = { payee: { method: 'bank' } };

describe('payablesOf', () => {
  const of = (more: object) => payablesOf([granted('1', more)], 'me', 1000);
  it('is what is neither paid nor in a batch, source by source', () =>
    expect(
      of({ ...bank, awards: [award('gov', 900, 200, 300), award('donation', 500, 500)] }),
    ).toMatchObject([{ source: 'gov', amount: 400, obstacle: undefined }]));
  it('wants a payee', () => expect(of({ awards: [award('gov', 1)] })[0]?.obstacle).toBe('payee'));
  it('is built by nobody who approved it', () =>
    expect(of({ ...bank, approvers: ['me'], awards: [award('gov', 1)] })[0]?.obstacle).toBe(
      'approver',
    ));
  it('is no cash above the limit', () => {
    const cash = { payee: { method: 'cash' } };
    expect(of({ ...cash, awards: [award('gov', 1001)] })[0]?.obstacle).toBe('cash');
    expect(of({ ...cash, awards: [award('gov', 1000)] })[0]?.obstacle).toBeUndefined();
  });
  it('is cash above the limit for who has no account', () =>
    expect(
      of({ payee: { method: 'cash', no_account: true }, awards: [award('gov', 1001)] })[0]
        ?.obstacle,
    ).toBeUndefined());
});

describe('groupsOf', () => {
  const groups = groupsOf(
    payablesOf(
      [
        granted('1', { ...bank, awards: [award('gov', 1)] }, 9),
        granted('2', { payee: { method: 'yikatong' }, awards: [award('gov', 2)] }, -1),
        granted('3', { payee: { method: 'cash' }, awards: [award('gov', 3)] }),
        granted('4', { ...bank, awards: [award('donation', 4)] }),
        granted('5', { awards: [award('donation', 5)] }),
      ],
      undefined,
      undefined,
    ),
  );
  it('keeps sources and cash apart, and leaves out what cannot be paid', () =>
    expect(groups.map(({ key, payables }) => [key, payables.length])).toEqual([
      ['donation/account', 1],
      ['gov/account', 2],
      ['gov/cash', 1],
    ]));
  it('puts the most urgent first', () =>
    expect(groups[1]?.payables.map(({ case: id }) => id)).toEqual(['2', '1']));
});

describe('accountsFor', () => {
  const account = (id: string, type: string, bound_source?: string, balance = 0) =>
    ({ account: id, type, bound_source, balance }) as never;
  const all = [
    account('bank1', 'bank'),
    account('cash1', 'cash'),
    account('qr', 'channel', 'donation'),
    account('tr', 'treasury', 'gov'),
  ];
  const ids = (source: 'gov' | 'donation', cash = false) =>
    accountsFor({ source, cash }, all).map((one) => one.account);
  it('never mixes sources, and begins with the usual one', () => {
    expect(ids('gov')).toEqual(['tr', 'bank1']);
    expect(ids('donation')).toEqual(['bank1', 'qr']);
    expect(ids('donation', true)).toEqual(['cash1']);
  });
  it('begins with the fullest of one sort', () => {
    const banks = [account('empty', 'bank'), account('full', 'bank', undefined, 5)];
    const [first] = accountsFor({ source: 'donation', cash: false }, banks);
    expect(first?.account).toBe('full');
  });
});

it('the next batch has the first number that is free', () =>
  expect(nextBatchId('2026-11-26', ['b20261126-1', 'b20261126-3'])).toBe('b20261126-2'));
