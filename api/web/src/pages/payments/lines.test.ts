import { describe, expect, it } from 'vitest';
import type { Schemas } from '@/api/client';
import { leftOf, linesOf, type Line } from './lines';

type Entry = Schemas['entry'];
const entry = (kind: string, body: object) => ({ kind, body, seq: 1 }) as unknown as Entry;
const act = (kind: string, line: number, more: object = {}) =>
  entry(kind, { batch: 'b1', case: `c${line}`, line, ...more });

const page = {
  id: 'b1',
  open: true,
  history: [
    entry('batch.built', {
      lines: [1, 2, 3, 4, 5].map((line) => ({ line, case: `c${line}`, amount: line * 100 })),
    }),
  ],
  lines: [
    { batch: 'b1', line: 1, case: 'c1', amount: 100, source: 'gov', stage: 'released' },
    { batch: 'b1', line: 5, case: 'c5', amount: 300, source: 'gov', stage: 'paid' },
  ],
} as unknown as Schemas['batch_page'];

const lines = linesOf(
  page,
  new Map([
    ['c1', []],
    ['c2', [act('aid.failed', 2, { reason: 'account_closed' })]],
    ['c3', [act('aid.paid', 3), act('aid.delivered', 3, { date: '2026-11-26' })]],
    ['c5', [act('aid.paid', 5), act('aid.returned', 5, { amount: 200, next: 'resend' })]],
  ]),
);
const line = (no: number) => lines[no - 1] as Line;

describe('linesOf', () => {
  it('has every line of the batch as it was built', () =>
    expect(lines.map(({ amount }) => amount)).toEqual([100, 200, 300, 400, 500]));
  it('takes the stage of a line that is under way from the batch', () =>
    expect(line(1).stage).toBe('released'));
  it('takes the end of a line from the history of its case', () => {
    expect(line(2)).toMatchObject({ stage: 'failed', failed: { reason: 'account_closed' } });
    expect(line(3)).toMatchObject({ stage: 'delivered', delivered: { date: '2026-11-26' } });
  });
  it('says nothing of a line whose case is not read yet', () =>
    expect(line(4).stage).toBeUndefined());
  it('keeps a line of which only a part came back as paid', () => {
    expect(line(5).stage).toBe('paid');
    expect(leftOf(line(5))).toBe(300);
  });
  it('minds no act on another batch', () =>
    expect(
      linesOf(
        page,
        new Map([['c4', [entry('aid.failed', { batch: 'b0', case: 'c4', line: 4 })]]]),
      )[3]?.stage,
    ).toBeUndefined());
});
