import { describe, expect, it } from 'vitest';
import { capitals, parseYuan, yuan } from './money';

describe('yuan', () => {
  it('has separators and always two decimals', () => {
    expect(yuan(0)).toBe('0.00');
    expect(yuan(5)).toBe('0.05');
    expect(yuan(123450)).toBe('1,234.50');
    expect(yuan(-100000000)).toBe('-1,000,000.00');
  });
});

describe('parseYuan', () => {
  it.each([
    ['100', 10000],
    ['1,234.5', 123450],
    ['¥ 12.05', 1205],
    ['12.34', 1234],
    ['20元', 2000],
  ])('reads %s', (text, fen) => expect(parseYuan(text)).toBe(fen));
  it.each(['', 'abc', '1.234', '-5', '1e3', '.5', '99999999999999999'])('refuses %s', (text) =>
    expect(parseYuan(text)).toBeUndefined(),
  );
});

describe('capitals', () => {
  it.each([
    [0, '零元整'],
    [1, '壹分'],
    [10, '壹角整'],
    [105, '壹元零伍分'],
    [123450, '壹仟贰佰叁拾肆元伍角整'],
    [1000000, '壹万元整'],
    [1000500, '壹万零伍元整'],
    [10050000, '壹拾万零伍佰元整'],
    [100000000000, '壹拾亿元整'],
    [10000000100, '壹亿零壹元整'],
    [2075379350, '贰仟零柒拾伍万叁仟柒佰玖拾叁元伍角整'],
  ])('writes %d', (fen, text) => expect(capitals(fen)).toBe(text));
});
