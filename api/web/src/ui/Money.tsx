import { yuan } from '@/domain/money';
import { useWords } from '@/words';
import { words } from './words';

/** An amount in fen, right to read: separators, two decimals, figures of one width. */
export function Money({ fen, strong = false }: { fen: number | undefined; strong?: boolean }) {
  if (fen === undefined) return <span className="mz-figure">—</span>;
  const className = fen < 0 ? 'mz-figure mz-negative' : 'mz-figure';
  return strong ? (
    <strong className={className}>{yuan(fen)}</strong>
  ) : (
    <span className={className}>{yuan(fen)}</span>
  );
}

/** The same with its unit. */
export function Yuan(amount: { fen: number | undefined; strong?: boolean }) {
  const say = useWords(words);
  return (
    <>
      <Money {...amount} />
      <span className="mz-unit">{say('yuan')}</span>
    </>
  );
}
