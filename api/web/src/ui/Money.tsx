import { yuan } from '@/domain/money';

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
