import { expect, it } from 'vitest';
import { whichPage } from './whichPage';

it.each([
  ['/public', '', 'overview'],
  ['/public/look-up', '', 'lookUp'],
  ['/public/proof/', '', 'proof'],
  ['/gift', '', 'lookUp'],
  ['/gift/', '', 'lookUp'],
  ['/gift/1X0-YCMYRV6EAC', '', 'gift'],
  ['/gift', '?ref=1&amount=100&date=2026-11-26', 'gift'],
])('%s%s is %s', (pathname, search, page) => {
  expect(whichPage({ pathname, search })).toBe(page);
});
