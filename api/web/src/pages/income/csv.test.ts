import { describe, expect, it } from 'vitest';
import { csvOf } from './csv';

describe('csvOf', () => {
  it('quotes what would break a line', () => {
    expect(csvOf([['a,b', 'say "no"', 7]])).toBe('\ufeff"a,b","say ""no""",7\r\n');
  });
  it('never lets a cell of somebody else be a formula', () => {
    expect(csvOf([['=1+1', -5]])).toBe("\ufeff'=1+1,-5\r\n");
  });
});
