import { Alert } from 'antd';
import type { Kind } from '@/api/write';
import { seconders } from '@/domain/duties';
import { useLabels } from '@/domain/labels';
import { useWords } from '@/words';
import { words } from './words';

/** Above the button: whom one waits for. */
export function Seconders({ kind, alone }: { kind: Kind; alone: boolean }) {
  const say = useWords(words);
  const label = useLabels();
  const who = (seconders[kind] ?? []).map((duty) => label('duty', duty)).join(say('or'));
  return (
    <Alert
      type="info"
      showIcon
      style={{ marginBottom: 16 }}
      title={alone ? say('foundingNow') : say('waitsFor', { who })}
    />
  );
}
