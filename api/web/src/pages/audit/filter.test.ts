import { expect, it } from 'vitest';
import { filterOf, paramsOf } from './filter';

it('an address says what to look for, and nothing that the server would refuse', () => {
  const good = 'kind=aid.paid&fund=jinan&actor=cashier&from=2026-11-01&to=2026-11-30&order=asc';
  expect(paramsOf(filterOf(new URLSearchParams(good))).toString()).toBe(good);
  expect(filterOf(new URLSearchParams())).toEqual({ order: 'desc' });
  const bad = 'kind=nonsense&fund=A+B&actor=&from=today&to=2026&order=up';
  expect(filterOf(new URLSearchParams(bad))).toEqual({ order: 'desc' });
  expect(paramsOf({ order: 'desc' }).toString()).toBe('');
});
