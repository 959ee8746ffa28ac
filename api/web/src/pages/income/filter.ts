import type { paths } from '@/api/schema';
import { parseYuan, yuan } from '@/domain/money';

type Query = NonNullable<paths['/v1/donations']['get']['parameters']['query']>;
export type Filter = Omit<Query, 'fund' | 'cursor' | 'limit' | 'channel'>;

const kStandings: NonNullable<Filter['standing']>[] = [
  'unconfirmed',
  'confirmed',
  'cancelled',
  'reversed',
];
const kDate = /^\d{4}-\d\d-\d\d$/;

/** What an address says to look for; what it says wrongly is left out. */
export function filterOf(params: URLSearchParams): Filter {
  const filter: Filter = {};
  const text = (name: string) => params.get(name)?.trim() || undefined;
  filter.standing = kStandings.find((one) => one === params.get('standing'));
  filter.account = text('account');
  filter.import = text('import');
  filter.ref = text('ref');
  for (const name of ['from', 'to'] as const) {
    if (kDate.test(params.get(name) ?? '')) filter[name] = params.get(name) ?? undefined;
  }
  filter.amount_from = parseYuan(params.get('min') ?? '');
  filter.amount_to = parseYuan(params.get('max') ?? '');
  return Object.fromEntries(
    Object.entries(filter).filter(([, value]) => value !== undefined),
  ) as Filter;
}

/** The address that says it. */
export function paramsOf({ amount_from, amount_to, ...texts }: Filter): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(texts)) if (value) params.set(name, String(value));
  if (amount_from !== undefined) params.set('min', yuan(amount_from).replaceAll(',', ''));
  if (amount_to !== undefined) params.set('max', yuan(amount_to).replaceAll(',', ''));
  return params;
}
