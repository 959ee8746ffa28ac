import type { ComponentType } from 'react';
import type { Duty } from '@/session/session';
import type { words } from './words';

/** One page of the office. A page without `menu` is reached from others. */
export interface OfficePage {
  path: string;
  /** Who has use for it; absent: all who are signed in. */
  duties?: Duty[];
  menu?: { group: keyof typeof words; name: keyof typeof words };
  page: ComponentType;
}

/** Those whose work is with money or families: all but the administrator. */
export const office: Duty[] = [
  'approver',
  'auditor',
  'bookkeeper',
  'caseworker',
  'cashier',
  'responsible',
  'reviewer',
];
