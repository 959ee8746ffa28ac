import { lazy } from 'react';
import { office, type OfficePage } from '@/app/page';
import type { Duty } from '@/session/session';

const families: Duty[] = ['caseworker', 'reviewer'];

export const pages: OfficePage[] = [
  {
    path: '/cases',
    duties: office,
    menu: { group: 'aid', name: 'cases' },
    page: lazy(() => import('./Cases')),
  },
  {
    path: '/households',
    duties: office,
    menu: { group: 'aid', name: 'households' },
    page: lazy(() => import('./Households')),
  },
  { path: '/cases/new', duties: families, page: lazy(() => import('./request/NewCase')) },
  { path: '/cases/:case/form', duties: office, page: lazy(() => import('./print/CasePrint')) },
  { path: '/cases/:case', duties: office, page: lazy(() => import('./case/CaseFile')) },
  { path: '/households/new', duties: families, page: lazy(() => import('./NewHousehold')) },
  { path: '/households/:household', duties: office, page: lazy(() => import('./Household')) },
  {
    path: '/households/:household/change',
    duties: families,
    page: lazy(() => import('./ChangeHousehold')),
  },
];
