export type VisitorsPage = 'gift' | 'lookUp' | 'overview' | 'proof';

/** What stands at an address; /gift by itself, as receipts print it, is where one types the code. */
export function whichPage({
  pathname,
  search,
}: Pick<Location, 'pathname' | 'search'>): VisitorsPage {
  const [first, second] = pathname.split('/').filter(Boolean);
  if (first === 'gift') return second || search ? 'gift' : 'lookUp';
  return second === 'look-up' ? 'lookUp' : second === 'proof' ? 'proof' : 'overview';
}
