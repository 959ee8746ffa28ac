import { expect, it } from 'vitest';
import { bytes } from './sizes';

it('writes sizes in three figures', () => {
  expect(bytes(0)).toBe('0 B');
  expect(bytes(1023)).toBe('1023 B');
  expect(bytes(1536)).toBe('1.50 KiB');
  expect(bytes(50 * 2 ** 30)).toBe('50.0 GiB');
  expect(bytes(500 * 2 ** 20)).toBe('500 MiB');
});
