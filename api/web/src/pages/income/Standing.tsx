import { useLabels } from '@/domain/labels';
import { StateTag, type Tone } from '@/ui/Tag';
import type { Gift } from './reads';

const kTones: Record<Gift['standing'], Tone> = {
  confirmed: 'good',
  unconfirmed: 'waiting',
  cancelled: 'plain',
  reversed: 'plain',
};

export function StandingTag({ standing }: { standing: Gift['standing'] }) {
  const label = useLabels();
  return <StateTag tone={kTones[standing]}>{label('standing', standing)}</StateTag>;
}

/** Whether it counts: what was cancelled or reversed has no receipt. */
export function isVoid({ standing }: Pick<Gift, 'standing'>): boolean {
  return standing === 'cancelled' || standing === 'reversed';
}

/** How people call a gift: its register number; one without has its place in the books. */
export function nameOf({ number, seq }: Pick<Gift, 'number' | 'seq'>): string {
  return number ?? `#${seq}`;
}
