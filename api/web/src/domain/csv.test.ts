import { expect, it } from 'vitest';
import { cellsOf, csvOf, textOf } from './csv';

it('quotes what must be quoted and nothing else', () =>
  expect(
    csvOf([
      ['a', 1],
      ['x,y', 'say "hi"\n'],
    ]),
  ).toBe('\uFEFFa,1\r\n"x,y","say ""hi""\n"\r\n'));

it('gives a spreadsheet no formula', () =>
  expect(csvOf([['=1+1', '@a', -5, 'a=b']])).toBe("\uFEFF'=1+1,'@a,-5,a=b\r\n"));

it('reads back what it wrote', () => {
  const rows = [
    ['代码', 'a,b', '=1+1'],
    ['', 'say "hi"\n', 'x'],
  ];
  expect(cellsOf(csvOf(rows))).toEqual(rows);
});

it('reads lines however they end, and leaves empty ones out', () =>
  expect(cellsOf('a,b\n\n,\r\nc,d')).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]));

it('reads what Chinese Windows calls CSV', () => {
  expect(textOf(new Uint8Array([0xb4, 0xfa, 0xc2, 0xeb]))).toBe('代码');
  expect(textOf(new TextEncoder().encode('代码'))).toBe('代码');
});
