import { Tag } from 'antd';

/** How a state looks: the word says it, the colour only helps. */
export type Tone = 'good' | 'waiting' | 'bad' | 'plain' | 'active';

export function StateTag({ tone, children }: { tone: Tone; children: string }) {
  return <Tag className={`mz-tag mz-tag-${tone}`}>{children}</Tag>;
}
