import { describe, expect, it } from 'vitest';
import { refsOf } from './refs';

const names = (kind: string, body: object) =>
  refsOf({ kind, seq: 35, body } as Parameters<typeof refsOf>[0]).map(({ to }) => to);

describe('what an entry refers to', () => {
  it('is named by its fields', () => {
    expect(names('aid.paid', { case: 'c1', batch: 'b1', amount: 5, line: 1 })).toEqual([
      '/cases/c1',
      '/batches/b1',
    ]);
    expect(names('entry.reversed', { entry: 12, replacement: 13, proposal: 9 })).toEqual([
      '/entries/12',
      '/entries/13',
      '/entries/9',
    ]);
    expect(names('purpose.changed', { income: 7 })).toEqual(['/entries/7']);
  });

  it('is not the income that a survey found', () => {
    expect(names('case.surveyed', { case: 'c1', income: 700 })).toEqual(['/cases/c1']);
  });

  it('is, of a proposal, what its target refers to', () => {
    const body = { target_kind: 'donation.refunded', target_body: { donation: 4, amount: 1 } };
    expect(names('action.proposed', body)).toEqual(['/entries/4']);
  });

  it('is, of a gift, the page of the gift, and of its import', () => {
    expect(names('donation.received', { import: 'i1', amount: 5 })).toEqual([
      '/gifts/35',
      '/gifts?import=i1',
    ]);
  });
});
