import { lazy } from 'react';
import { office, type OfficePage } from '@/app/page';

export const pages: OfficePage[] = [
  {
    path: '/chain',
    duties: ['auditor', 'responsible'],
    menu: { group: 'audit', name: 'chain' },
    page: lazy(() => import('./Chain')),
  },
  {
    path: '/entries',
    duties: ['auditor', 'responsible'],
    menu: { group: 'audit', name: 'entries' },
    page: lazy(() => import('./Entries')),
  },
  { path: '/entries/:seq', duties: office, page: lazy(() => import('./entry/Entry')) },
  {
    path: '/verify',
    duties: ['auditor'],
    menu: { group: 'audit', name: 'verify' },
    page: lazy(() => import('./verify/Verify')),
  },
  {
    path: '/findings',
    duties: ['auditor', 'responsible'],
    menu: { group: 'audit', name: 'findings' },
    page: lazy(() => import('./Findings')),
  },
];
