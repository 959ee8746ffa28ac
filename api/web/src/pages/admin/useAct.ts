import { App } from 'antd';
import { useNavigate } from 'react-router-dom';
import { useWrite, type Ask, type Kind } from '@/api/write';
import { words as uiWords } from '@/ui/words';
import { useWords } from '@/words';
import { useLedger } from './reads';
import { words } from './words';

/**
 * What the administrator does: put before a second person, or, while the ledger is being founded,
 * recorded at once. Where it worked the person is told, and taken to `then`.
 */
export function useAct(kind: Kind) {
  const say = useWords(words);
  const sayUi = useWords(uiWords);
  const { message } = App.useApp();
  const go = useNavigate();
  const founding = useLedger().data?.founded === false;
  const { state, busy, write, propose } = useWrite();
  // The policy itself ends the founding, and always takes two.
  const alone = founding && kind !== 'policy.adopted';

  async function act(ask: Ask, then: string) {
    const written = await (alone ? write(kind, ask) : propose(kind, ask));
    if (!written) return;
    if (alone) {
      void message.success(say('recorded'));
      go(then);
    } else {
      void message.success(sayUi('proposed', { seq: written.seq }));
      go(`/proposals/${written.seq}`);
    }
  }
  return { act, state, busy, alone };
}
