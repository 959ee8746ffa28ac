import { describe, expect, it } from 'vitest';
import { inForce, isTown } from './tableVersions';

const part = (from: string, no: number, codes: string[], pending?: true) => ({
  digest: '',
  from,
  part: no,
  parts: 2,
  pending,
  rows: codes.map((code) => ({ code })),
  table: 'chart' as const,
});

describe('isTown', () => {
  it.each(['370126100', '370126100000'])('is so of %s', (code) => expect(isTown(code)).toBe(true));
  it.each(['370126', '370126100003', 'accident'])('is not of %s', (code) =>
    expect(isTown(code)).toBe(false),
  );
});

describe('inForce', () => {
  const parts = [
    part('2026-01-01', 2, ['b']),
    part('2026-01-01', 1, ['a']),
    part('2004-01-01', 1, ['old']),
    part('2026-06-01', 1, ['half'], true),
  ];
  const codes = (day: string) => inForce(parts, day).map(({ code }) => code);
  it('is the newest version that has begun, whole and in order', () =>
    expect(codes('2026-11-26')).toEqual(['a', 'b']));
  it('is the older one the day before', () => expect(codes('2025-12-31')).toEqual(['old']));
  it('is nothing before there was a table', () => expect(codes('2003-12-31')).toEqual([]));
});
