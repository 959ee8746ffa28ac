import { lazy } from 'react';
import { office, type OfficePage } from '@/app/page';

export const pages: OfficePage[] = [
  { path: '/search', duties: office, page: lazy(() => import('./Search')) },
];
