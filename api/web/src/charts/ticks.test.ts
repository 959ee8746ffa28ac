import { describe, expect, it } from 'vitest';
import { ticksTo } from './ticks';

describe('ticksTo', () => {
  it('is round, and reaches what it must', () =>
    expect(ticksTo(5122400)).toEqual([0, 2000000, 4000000, 6000000]));
  it('ends where the most is round itself', () =>
    expect(ticksTo(4000000)).toEqual([0, 1000000, 2000000, 3000000, 4000000]));
  it('is there where nothing is', () => expect(ticksTo(0)).toEqual([0, 50, 100]));
  it('has few lines, whatever the sum', () => {
    for (let most = 1; most < 1e13; most = most * 1.7 + 1) {
      const ticks = ticksTo(most);
      expect(ticks.length).toBeLessThanOrEqual(5);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(most);
    }
  });
});
