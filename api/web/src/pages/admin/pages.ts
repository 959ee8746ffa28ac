import { lazy } from 'react';
import type { OfficePage } from '@/app/page';

const tables = lazy(() => import('./Tables'));

export const pages: OfficePage[] = [
  {
    path: '/people',
    duties: ['administrator', 'approver', 'auditor', 'responsible'],
    menu: { group: 'admin', name: 'people' },
    page: lazy(() => import('./People')),
  },
  { path: '/people/:person', page: lazy(() => import('./Person')) },
  { path: '/enrol', duties: ['administrator'], page: lazy(() => import('./Enrol')) },
  {
    path: '/organisation',
    duties: ['administrator', 'approver', 'auditor', 'responsible'],
    menu: { group: 'admin', name: 'organisation' },
    page: lazy(() => import('./Organisation')),
  },
  {
    path: '/organisation/:sort',
    duties: ['administrator'],
    page: lazy(() => import('./Opening')),
  },
  {
    path: '/limits',
    menu: { group: 'admin', name: 'limits' },
    page: lazy(() => import('./Limits')),
  },
  { path: '/limits/new', duties: ['administrator'], page: lazy(() => import('./NewLimits')) },
  {
    path: '/tables',
    menu: { group: 'admin', name: 'tables' },
    page: tables,
  },
  { path: '/tables/:table', page: tables },
  {
    path: '/tables/:table/new',
    duties: ['administrator'],
    page: lazy(() => import('./NewTable')),
  },
  {
    path: '/health',
    duties: ['administrator', 'auditor', 'responsible'],
    menu: { group: 'admin', name: 'health' },
    page: lazy(() => import('./Health')),
  },
];
