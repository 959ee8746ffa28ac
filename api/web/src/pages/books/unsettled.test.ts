import { expect, it } from 'vitest';
import type { Schemas } from '@/api/client';
import { unsettledOf } from './unsettled';

it('knows of a month only what was released by its end', () => {
  const released = new Date(2026, 9, 31, 18).toISOString();
  const page = {
    id: 'b1',
    open: true,
    lines: [
      { line: 1, stage: 'released' },
      { line: 2, stage: 'paid' },
    ],
    history: [{ kind: 'batch.released', time: released }],
  } as unknown as Schemas['batch_page'];
  expect(unsettledOf(page, '2026-10-31').map(({ line }) => line)).toEqual([1]);
  expect(unsettledOf(page, '2026-09-30')).toEqual([]);
  expect(unsettledOf({ ...page, history: [] }, '2026-10-31')).toEqual([]);
});
