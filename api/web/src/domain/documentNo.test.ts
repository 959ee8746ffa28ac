import { expect, it } from 'vitest';
import { plainDocumentNo } from './documentNo';

it('keeps of a number what the books can hold', () => {
  expect(plainDocumentNo('济民〔2026〕12号')).toBe('[2026]12');
  expect(plainDocumentNo('JM【2026】12号')).toBe('JM[2026]12');
  expect(plainDocumentNo('JCS-2026-118')).toBe('JCS-2026-118');
  expect(plainDocumentNo('第12号')).toBe('12');
  expect(plainDocumentNo('无')).toBe('');
});
