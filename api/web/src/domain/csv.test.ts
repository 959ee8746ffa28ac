import { expect, it } from 'vitest';
import { csvOf } from './csv';

it('quotes what must be quoted and nothing else', () =>
  expect(
    csvOf([
      ['a', 1],
      ['x,y', 'say "hi"\n'],
    ]),
  ).toBe('\uFEFFa,1\r\n"x,y","say ""hi""\n"\r\n'));

it('gives a spreadsheet no formula', () =>
  expect(csvOf([['=1+1', '@a', -5, 'a=b']])).toBe("\uFEFF'=1+1,'@a,-5,a=b\r\n"));
