import { lazy } from 'react';
import type { OfficePage } from '@/app/page';

export const pages: OfficePage[] = [
  {
    path: '/proposals',
    menu: { group: 'home', name: 'proposals' },
    page: lazy(() => import('./Proposals')),
  },
  { path: '/proposals/:seq', page: lazy(() => import('./Proposal')) },
];
