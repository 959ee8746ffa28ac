import { describe, expect, it } from 'vitest';
import { isMistyped, kIdPattern, newId, plainNumber } from './identity';

describe('plainNumber', () => {
  it('reads full-width digits, spaces and a small x', () => {
    expect(plainNumber(' 11010519491231002x')).toBe('11010519491231002X');
    expect(plainNumber('110105 19491231 002x')).toBe('11010519491231002X');
  });
});

describe('isMistyped', () => {
  it.each([
    ['11010519491231002X', false],
    ['440524188001010014', false],
    ['110105194912310021', true],
    ['44052418800101001X', true],
    ['11010519491231002', true],
    ['H01234567', false],
    ['demo.1', false],
  ])('%s: %s', (number, wrong) => expect(isMistyped(number)).toBe(wrong));
});

describe('newId', () => {
  it('is an id of the ledger, and another each time', () => {
    const ids = Array.from({ length: 20 }, () => newId('c', '2026-11-26'));
    for (const id of ids) expect(id).toMatch(kIdPattern);
    expect(ids[0]).toMatch(/^c20261126-/);
    expect(new Set(ids).size).toBeGreaterThan(15);
  });
});
