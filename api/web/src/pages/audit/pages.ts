import { lazy } from 'react';
import type { OfficePage } from '@/app/page';

export const pages: OfficePage[] = [
  {
    path: '/verify',
    duties: ['auditor'],
    menu: { group: 'audit', name: 'verify' },
    page: lazy(() => import('./verify/Verify')),
  },
];
