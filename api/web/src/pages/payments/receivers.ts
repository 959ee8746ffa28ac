import { useWords } from '@/words';
import { words } from './words';

const kReceivers = {
  self: 'receiverSelf',
  spouse: 'receiverSpouse',
  child: 'receiverChild',
  parent: 'receiverParent',
  guardian: 'receiverGuardian',
  institution: 'receiverInstitution',
  committee: 'receiverCommittee',
  other: 'receiverOther',
} as const;

/** Who may have received the money, for a choice. */
export function useReceivers(): { value: string; label: string }[] {
  const say = useWords(words);
  return Object.entries(kReceivers).map(([value, word]) => ({ value, label: say(word) }));
}

/** What a receiver is called; codes of other programs show as they are. */
export function useReceiverName(): (code: string) => string {
  const receivers = useReceivers();
  return (code) => receivers.find(({ value }) => value === code)?.label ?? code;
}
