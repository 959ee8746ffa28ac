import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import type { Schemas } from '@/api/client';
import { moment } from '@/domain/dates';
import { useLabels, type LabelSort } from '@/domain/labels';
import { yuan } from '@/domain/money';
import { usePurposeName } from '@/domain/purposeName';
import { useCodes } from '@/domain/tableRows';
import { useTitles } from '@/domain/titles';
import { useWords } from '@/words';
import { words } from '../words';
import { placeOf } from './refs';

const kMoney = ['amount', 'amount_asked', 'total'];
/** Amounts only there. */
const kMoneyOf: Readonly<Record<string, string[]>> = {
  'case.surveyed': ['income', 'basic', 'serious', 'assistance', 'other', 'self'],
};
const kLabels: Readonly<Record<string, LabelSort>> = {
  source: 'source',
  bound_source: 'source',
  cause: 'cause',
  class: 'householdClass',
  means: 'means',
  method: 'method',
  level: 'level',
  by: 'by',
  basis: 'basis',
  table: 'table',
  status: 'status',
  duties: 'duty',
  target_kind: 'kind',
};
const kTypes: Readonly<Record<string, LabelSort>> = {
  'payee.set': 'payee',
  'account.opened': 'accountType',
  'money.moved': 'move',
};
const kTitles = {
  account: 'accounts',
  from_account: 'accounts',
  to_account: 'accounts',
  entity: 'entities',
  to_entity: 'entities',
  fund: 'funds',
  to_fund: 'funds',
  scope: 'funds',
} as const;

function isTitled(field: string): field is keyof typeof kTitles {
  return field in kTitles;
}

/** How a plain value of a field is shown: codes in words, money in yuan, numbers of entries as links. */
export function useValue(kind: string): (field: string, value: string | number) => ReactNode {
  const say = useWords(words);
  const label = useLabels();
  const title = useTitles();
  const reasons = useCodes('reasons');
  const channels = useCodes('channels');
  return (field, value) => {
    const to = placeOf(kind, field, value);
    if (to) return <Link to={to}>{value}</Link>;
    if (typeof value === 'number') {
      const money = kMoney.includes(field) || kMoneyOf[kind]?.includes(field);
      return <span className="mz-figure">{money ? `${yuan(value)} ${say('yuan')}` : value}</span>;
    }
    if (isTitled(field)) return title(kTitles[field], value);
    const sort = field === 'type' ? kTypes[kind] : kLabels[field];
    if (sort) return label(sort, value);
    if (field === 'reason') return reasons.title(value);
    if (field === 'channel') return channels.title(value);
    if (field === 'expires') return moment(value);
    return /^[0-9a-f]{32,}$/.test(value) ? <code className="mz-code">{value}</code> : value;
  };
}

/** A purpose in words, where it is one. */
export function usePurpose(): (field: string, value: object) => string | undefined {
  const purpose = usePurposeName();
  return (field, value) =>
    field === 'purpose' && 'type' in value ? purpose(value as Schemas['purpose']) : undefined;
}
