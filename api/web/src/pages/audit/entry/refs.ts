import type { Schemas } from '@/api/client';

type Entry = Schemas['entry'];

/** What an entry names: under which field, what it is called, and where it is shown. */
export interface Ref {
  field: string;
  name: string;
  to: string;
}

/** Fields that hold the number of an entry. The survey's income is an amount. */
const kEntries = [
  'proposal',
  'donation',
  'entry',
  'income',
  'replacement',
  'sent',
  'first',
  'last',
];
const kIds: Readonly<Record<string, (id: string) => string>> = {
  case: (id) => `/cases/${id}`,
  household: (id) => `/households/${id}`,
  batch: (id) => `/batches/${id}`,
  import: (id) => `/gifts?import=${id}`,
};

export function isEntryField(kind: string, field: string): boolean {
  return kEntries.includes(field) && !(kind === 'case.surveyed' && field === 'income');
}

/** Where a value of a field leads; nowhere for most. */
export function placeOf(kind: string, field: string, value: unknown): string | undefined {
  if (typeof value === 'number' && isEntryField(kind, field)) return `/entries/${value}`;
  // An import leads to its gifts, whoever names it.
  return typeof value === 'string' ? kIds[field]?.(value) : undefined;
}

/** All that an entry refers to. A proposal names what its target names. */
export function refsOf({ kind, seq, body }: Pick<Entry, 'kind' | 'seq' | 'body'>): Ref[] {
  const refs: Ref[] = [];
  const add = (of: string, fields: object) => {
    for (const [field, value] of Object.entries(fields)) {
      const to = placeOf(of, field, value);
      if (to) refs.push({ field, name: String(value), to });
    }
  };
  if (kind === 'donation.received') {
    refs.push({ field: 'gift', name: String(seq), to: `/gifts/${seq}` });
  }
  add(kind, body);
  const { target_kind: target, target_body: wanted } = body as Partial<
    Schemas['body_action_proposed']
  >;
  if (target && wanted) add(target, wanted);
  return refs;
}
