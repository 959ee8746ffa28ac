import type { ReactNode } from 'react';
import { StateTag } from '@/ui/Tag';
import { useWords } from '@/words';
import { words } from './words';

export type Verdict = 'right' | 'wrong' | 'open';

const kTones = { right: 'good', wrong: 'bad', open: 'waiting' } as const;

/** One thing that was checked, and how it turned out. */
export function Check({
  verdict,
  name,
  children,
}: {
  verdict: Verdict;
  name: string;
  children?: ReactNode;
}) {
  const say = useWords(words);
  return (
    <li className="mz-check">
      <StateTag tone={kTones[verdict]}>{say(verdict)}</StateTag>
      <div>
        {name}
        {children && <div className="mz-muted">{children}</div>}
      </div>
    </li>
  );
}
