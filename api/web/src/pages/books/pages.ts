import { lazy } from 'react';
import type { OfficePage } from '@/app/page';

const group = 'books';

export const pages: OfficePage[] = [
  {
    path: '/confirm',
    duties: ['bookkeeper', 'cashier', 'responsible', 'auditor'],
    menu: { group, name: 'confirm' },
    page: lazy(() => import('./Confirm')),
  },
];
