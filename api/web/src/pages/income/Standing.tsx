import { useLabels } from '@/domain/labels';
import { StateTag, type Tone } from '@/ui/Tag';
import { useWords } from '@/words';
import { isReversed } from './hops';
import type { FollowedGift, Gift } from './reads';
import { traceWords } from './traceWords';

const kTones: Record<Gift['standing'], Tone> = {
  confirmed: 'good',
  unconfirmed: 'waiting',
  cancelled: 'plain',
};

export function StandingTag({ standing }: { standing: Gift['standing'] }) {
  const label = useLabels();
  return <StateTag tone={kTones[standing]}>{label('standing', standing)}</StateTag>;
}

/** Where a gift stands that was followed: it may have been confirmed, and reversed since. */
export function FollowedStanding({ gift }: { gift: FollowedGift }) {
  const say = useWords(traceWords);
  if (isReversed(gift.trace?.hops ?? []))
    return <StateTag tone="plain">{say('reversed')}</StateTag>;
  return <StandingTag standing={gift.standing} />;
}

/** Whether it counts: what was cancelled or reversed has no receipt. */
export function isVoid({ standing, trace }: FollowedGift): boolean {
  return standing === 'cancelled' || isReversed(trace?.hops ?? []);
}

/** How people call a gift: its register number; one without has its place in the books. */
export function nameOf({ number, seq }: Pick<Gift, 'number' | 'seq'>): string {
  return number ?? `#${seq}`;
}
