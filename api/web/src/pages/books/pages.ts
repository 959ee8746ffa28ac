import { lazy } from 'react';
import { office, type OfficePage } from '@/app/page';

const group = 'books';

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
];
