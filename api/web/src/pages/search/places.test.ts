import { describe, expect, it } from 'vitest';
import { exactHit, placeOf, type Finding } from './places';

const gift: Finding = {
  type: 'gift',
  id: '2026-1',
  seq: 35,
  title: { code: '13-C1XNWGTBDS', number: '2026-1', ref: 'qrpos:qrpos1:2026112000017' },
};
const household: Finding = { type: 'household', id: 'h0417', title: {} };
const entry: Finding = { type: 'entry', id: '35', seq: 35, title: {} };

describe('search', () => {
  it('leads to the page of a thing', () => {
    expect(placeOf(gift, false)).toBe('/gifts/35');
    expect(placeOf(household, false)).toBe('/households/h0417');
    expect(placeOf(entry, true)).toBe('/entries/35');
    expect(placeOf(entry, false)).toBeUndefined();
  });

  it('opens what is named exactly, by any of its names', () => {
    for (const name of ['2026-1', ' 13-c1xnwgtbds ', '2026112000017', gift.title.ref!]) {
      expect(exactHit([gift], name)).toBe(gift);
    }
  });

  it('opens nothing where only the beginning fits, or several are found', () => {
    expect(exactHit([household], 'h04')).toBeUndefined();
    expect(exactHit([household, entry], 'h0417')).toBeUndefined();
    expect(exactHit([], 'h0417')).toBeUndefined();
  });
});
