import { lazy } from 'react';
import { office, type OfficePage } from '@/app/page';

export const pages: OfficePage[] = [
  {
    path: '/batches',
    duties: office,
    menu: { group: 'payments', name: 'batches' },
    page: lazy(() => import('./Batches')),
  },
  { path: '/batches/new', duties: ['cashier'], page: lazy(() => import('./NewBatch')) },
  { path: '/batches/:batch', duties: office, page: lazy(() => import('./BatchDetail')) },
];
