import { describe, expect, it } from 'vitest';
import { filterOf, paramsOf, type Filter } from './filter';

describe('filterOf', () => {
  it('asks for nothing when the address says nothing', () => {
    expect(filterOf(new URLSearchParams())).toEqual({});
  });
  it('reads what an address can say, amounts in yuan', () => {
    const said = 'standing=confirmed&account=bank1&from=2026-01-01&to=2026-01-31&min=10&max=99.5';
    expect(filterOf(new URLSearchParams(said))).toEqual({
      standing: 'confirmed',
      account: 'bank1',
      from: '2026-01-01',
      to: '2026-01-31',
      amount_from: 1000,
      amount_to: 9950,
    });
  });
  it('leaves out what is no standing, date or amount', () => {
    expect(filterOf(new URLSearchParams('standing=lost&from=soon&min=much'))).toEqual({});
  });
  it('is undone by paramsOf', () => {
    const filter: Filter = {
      import: 'ia1',
      ref: 'bank:bank1:7',
      amount_from: 123456,
      to: '2026-02-01',
    };
    expect(filterOf(paramsOf(filter))).toEqual(filter);
  });
});
