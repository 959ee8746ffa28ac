import { allLabels } from '@/domain/labels';
import type { Filter } from './reads';

const kDate = /^\d{4}-\d\d-\d\d$/;
const kId = /^[a-z0-9][a-z0-9_.-]{0,22}$/;

/** What an address says to look for; what it says wrongly is left out. The newest first. */
export function filterOf(params: URLSearchParams): Filter {
  const get = (name: string, fits: (text: string) => boolean) => {
    const text = params.get(name)?.trim() ?? '';
    return fits(text) ? text : undefined;
  };
  const filter = {
    kind: get('kind', (text) => text in (allLabels.kind ?? {})),
    fund: get('fund', (text) => kId.test(text)),
    actor: get('actor', (text) => kId.test(text)),
    from: get('from', (text) => kDate.test(text)),
    to: get('to', (text) => kDate.test(text)),
    order: params.get('order') === 'asc' ? 'asc' : 'desc',
  };
  return Object.fromEntries(
    Object.entries(filter).filter(([, value]) => value !== undefined),
  ) as Filter;
}

/** The address that says it. */
export function paramsOf({ order, ...texts }: Filter): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(texts)) if (value) params.set(name, value);
  if (order === 'asc') params.set('order', order);
  return params;
}
