import { lazy } from 'react';
import { office, type OfficePage } from '@/app/page';

export const pages: OfficePage[] = [
  {
    path: '/gifts/new',
    duties: ['cashier'],
    menu: { group: 'income', name: 'newGift' },
    page: lazy(() => import('./NewGift')),
  },
  {
    path: '/gifts',
    duties: office,
    menu: { group: 'income', name: 'gifts' },
    page: lazy(() => import('./Gifts')),
  },
  { path: '/gifts/:seq', duties: office, page: lazy(() => import('./Gift')) },
  { path: '/gifts/:seq/receipt', duties: office, page: lazy(() => import('./Receipt')) },
  {
    path: '/imports',
    duties: ['cashier'],
    menu: { group: 'income', name: 'imports' },
    page: lazy(() => import('./Imports')),
  },
  {
    path: '/injections/new',
    duties: ['cashier'],
    menu: { group: 'income', name: 'injections' },
    page: lazy(() => import('./NewInjection')),
  },
  { path: '/transfers/new', duties: ['cashier'], page: lazy(() => import('./NewTransfer')) },
];
