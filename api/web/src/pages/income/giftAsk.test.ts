import { describe, expect, it } from 'vitest';
import { giftAsk, refOf } from './giftAsk';
import { keyOf, purposeOf } from './purposes';

const plain = { amount: 100, purpose: 'none', account: 'cash1', value_date: '2026-11-26' };

describe('giftAsk', () => {
  it('says nothing of who gave when nobody was named', () => {
    expect(giftAsk('jinan', { ...plain, name: ' ' }, 'x-1')).toEqual({
      fund: 'jinan',
      body: {
        account: 'cash1',
        amount: 100,
        anonymous: true,
        purpose: { type: 'none' },
        source: 'donation',
        value_date: '2026-11-26',
      },
    });
  });
  it('has name and telephone only in the private part', () => {
    const ask = giftAsk('jinan', { ...plain, name: '王小明', phone: '13800001234' }, 'x-1');
    expect(JSON.stringify(ask.body)).not.toMatch(/王小明|13800001234/);
    expect(ask.body).toMatchObject({ donor: 'id:x-1' });
    expect(ask.body).not.toHaveProperty('anonymous');
    expect(ask.private).toEqual([
      { subject: 'id:x-1', details: { name: '王小明', phone: '13800001234' } },
    ]);
  });
  it('knows a giver by the identity number, however it was typed', () => {
    const ask = giftAsk('jinan', { ...plain, identity_number: '370105 19491231 002x' }, 'x-1');
    expect(ask.body).toMatchObject({ donor: 'id:37010519491231002X', anonymous: true });
  });
  it('keeps a name private that is given and not to be published', () => {
    const ask = giftAsk('jinan', { ...plain, name: '王', anonymous: true }, 'x-1');
    expect(ask.body).toMatchObject({ anonymous: true, donor: 'id:x-1' });
  });
});

describe('refOf', () => {
  it('is what an import would write', () => {
    expect(refOf(' 2026112000017 ', 'qrpos', 'qrpos1')).toBe('qrpos:qrpos1:2026112000017');
    expect(refOf('qrpos:qrpos1:17', 'bank', 'bank1')).toBe('qrpos:qrpos1:17');
  });
});

describe('purposeOf', () => {
  it.each([{ type: 'none' }, { type: 'cause', code: 'illness' }] as const)('undoes keyOf', (one) =>
    expect(purposeOf(keyOf(one))).toEqual(one),
  );
});
