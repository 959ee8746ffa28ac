import { Tag } from 'antd';

/** How a state looks: the word says it, the colour only helps. */
export type Tone = 'good' | 'waiting' | 'bad' | 'plain' | 'active';

const kColors: Record<Tone, string | undefined> = {
  good: 'success',
  waiting: 'warning',
  bad: 'error',
  active: 'processing',
  plain: undefined,
};

export function StateTag({ tone, children }: { tone: Tone; children: string }) {
  return (
    <Tag color={kColors[tone]} className="mz-tag">
      {children}
    </Tag>
  );
}
