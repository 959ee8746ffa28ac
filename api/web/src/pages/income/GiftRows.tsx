import { useState } from 'react';
import { Button, Empty, Flex, Spin } from 'antd';
import { Link } from 'react-router-dom';
import { hasDuty, useOffice } from '@/session/session';
import { Yuan } from '@/ui/Money';
import { useWords } from '@/words';
import { CancelIncome } from './CancelIncome';
import type { Gift } from './reads';
import { isVoid, nameOf, StandingTag } from './Standing';
import { words } from './words';

export function ReceiptLink({ gift }: { gift: Gift }) {
  const say = useWords(words);
  return (
    <Link
      to={`/gifts/${gift.seq}/receipt`}
      target="_blank"
      aria-label={`${say('printReceipt')} ${nameOf(gift)}`}
    >
      {say('printReceipt')}
    </Link>
  );
}

/** Opens the cancelling of a gift that nobody has confirmed; the server knows who made it. */
export function CancelButton({ gift, size = 'small' }: { gift: Gift; size?: 'small' | 'middle' }) {
  const say = useWords(words);
  const { session } = useOffice();
  const [open, setOpen] = useState(false);
  if (gift.standing !== 'unconfirmed' || !hasDuty(session, 'cashier')) return null;
  const { seq, fund, donation } = gift;
  return (
    <>
      <Button
        type={size === 'small' ? 'link' : 'default'}
        danger
        size={size}
        aria-label={`${say('cancelIncome')} ${nameOf(gift)}`}
        onClick={() => setOpen(true)}
      >
        {say('cancelIncome')}
      </Button>
      {open && (
        <CancelIncome
          income={{ seq, fund, amount: donation.amount, number: nameOf(gift) }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

/** A short list of gifts, one line each. */
export function GiftRows({ gifts, empty }: { gifts: Gift[] | undefined; empty: string }) {
  if (!gifts) return <Spin />;
  if (gifts.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty} />;
  return (
    <ul className="mz-gift-rows">
      {gifts.map((gift) => (
        <li key={gift.seq}>
          <Link to={`/gifts/${gift.seq}`}>{nameOf(gift)}</Link>
          <StandingTag standing={gift.standing} />
          <span className="mz-gift-amount">
            <Yuan fen={gift.donation.amount} />
          </span>
          <Flex gap={4} align="center" justify="end" className="mz-gift-acts">
            {!isVoid(gift) && <ReceiptLink gift={gift} />}
            <CancelButton gift={gift} />
          </Flex>
        </li>
      ))}
    </ul>
  );
}
