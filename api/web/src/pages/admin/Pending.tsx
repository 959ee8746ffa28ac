import { Alert } from 'antd';
import { Link } from 'react-router-dom';
import { useWords } from '@/words';
import { usePending } from './reads';
import { words } from './words';

/** Says that a change is under way already, so that nobody proposes it twice. */
export function Pending({ kinds, text }: { kinds: string[]; text: keyof typeof words }) {
  const say = useWords(words);
  const waiting = usePending(...kinds).data ?? [];
  const [first] = waiting;
  if (!first) return null;
  return (
    <Alert
      type="info"
      showIcon
      className="mz-no-print"
      style={{ marginBottom: 16 }}
      title={say(text)}
      action={
        <Link to={waiting.length === 1 ? `/proposals/${first.seq}` : '/proposals'}>
          {say('seePending')}
        </Link>
      }
    />
  );
}
