import type { Ask } from '@/api/write';
import { purposeOf } from './purposes';

export interface GiftForm {
  amount: number;
  name?: string;
  anonymous?: boolean;
  /** As `keyOf` has it. */
  purpose: string;
  account: string;
  channel?: string;
  value_date: string;
  ref?: string;
  phone?: string;
  identity_number?: string;
  note?: string;
  receipt_wanted?: boolean;
}

/**
 * A payment's number as the books have it, "channel:account:number", by which an import of the same
 * payment knows it again; what has that form already stays.
 */
export function refOf(number: string, channel: string | undefined, account: string): string {
  const plain = number.trim();
  return plain.includes(':') || !channel ? plain : `${channel}:${account}:${plain}`;
}

/** Members that somebody filled in. */
function given(members: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(members)
      .map(([name, text]) => [name, text?.trim()])
      .filter(([, text]) => text),
  );
}

/**
 * What is sent for a gift. Who gave it goes to the vault under an identity number, by which the
 * server knows a giver again, or else under `stranger`, which stands for this one gift.
 */
export function giftAsk(fund: string, form: GiftForm, stranger: string): Ask {
  const identity = form.identity_number?.replace(/\s/g, '').toUpperCase();
  const details = given({
    name: form.name,
    phone: form.phone,
    identity_number: identity,
    note: form.note,
  });
  const known = Object.keys(details).length > 0;
  const donor = `id:${identity || stranger}`;
  const ref = form.ref?.trim();
  return {
    fund,
    body: {
      account: form.account,
      amount: form.amount,
      ...(form.anonymous || !details.name ? { anonymous: true } : {}),
      ...(form.channel ? { channel: form.channel } : {}),
      ...(known ? { donor } : {}),
      purpose: purposeOf(form.purpose),
      ...(form.receipt_wanted ? { receipt_wanted: true } : {}),
      ...(ref ? { ref: refOf(ref, form.channel, form.account) } : {}),
      source: 'donation',
      value_date: form.value_date,
    },
    ...(known ? { private: [{ subject: donor, details }] } : {}),
  };
}
