import { Alert, Flex } from 'antd';
import { yuan } from '@/domain/money';
import { useWords } from '@/words';
import { CancelButton, ReceiptLink } from './GiftRows';
import { useGift } from './reads';
import { nameOf, StandingTag } from './Standing';
import { words } from './words';

/** What was recorded just now, and what one may want to do with it at once. */
export function SavedGift({ seq }: { seq: number }) {
  const say = useWords(words);
  const gift = useGift(seq).data;
  const cancelled = gift?.standing === 'cancelled';
  return (
    <Alert
      role="status"
      type={cancelled ? 'info' : 'success'}
      showIcon
      className="mz-saved"
      title={
        gift ? (
          <>
            {say('savedAs', { number: nameOf(gift) })}
            <strong className="mz-figure">{yuan(gift.donation.amount)}</strong> {say('yuan')}
          </>
        ) : (
          say('saved')
        )
      }
      action={
        gift &&
        (cancelled ? (
          <StandingTag standing={gift.standing} />
        ) : (
          <Flex gap={8} align="center">
            <ReceiptLink gift={gift} />
            <CancelButton gift={gift} />
          </Flex>
        ))
      }
    />
  );
}
