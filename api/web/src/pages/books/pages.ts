import { lazy } from 'react';
import { office, type OfficePage } from '@/app/page';
import type { Duty } from '@/session/session';

const group = 'books';
/** Who may propose a correction (ledger/fund/kinds.def). */
const proposing: Duty[] = ['cashier'];

export const pages: OfficePage[] = [
  {
    path: '/confirm',
    duties: ['bookkeeper', 'cashier', 'responsible', 'auditor'],
    menu: { group, name: 'confirm' },
    page: lazy(() => import('./Confirm')),
  },
  {
    path: '/balances',
    duties: office,
    menu: { group, name: 'balances' },
    page: lazy(() => import('./Balances')),
  },
  {
    path: '/trial',
    duties: ['bookkeeper', 'cashier', 'responsible', 'auditor'],
    menu: { group, name: 'trial' },
    page: lazy(() => import('./Trial')),
  },
  {
    path: '/periods',
    duties: ['bookkeeper', 'responsible', 'auditor'],
    menu: { group, name: 'periods' },
    page: lazy(() => import('./Periods')),
  },
  {
    path: '/moves/new',
    duties: ['cashier', 'bookkeeper', 'responsible', 'auditor'],
    menu: { group, name: 'moves' },
    page: lazy(() => import('./Moves')),
  },
  {
    path: '/corrections',
    duties: ['cashier', 'bookkeeper', 'responsible'],
    menu: { group, name: 'corrections' },
    page: lazy(() => import('./Corrections')),
  },
  { path: '/corrections/reversal', duties: proposing, page: lazy(() => import('./Reversal')) },
  { path: '/corrections/refund', duties: proposing, page: lazy(() => import('./Refund')) },
  { path: '/corrections/repurpose', duties: proposing, page: lazy(() => import('./Repurpose')) },
  { path: '/corrections/transfer', duties: proposing, page: lazy(() => import('./Transfer')) },
];
