import { lazy } from 'react';
import type { OfficePage } from '@/app/page';

export const pages: OfficePage[] = [
  { path: '/', menu: { group: 'home', name: 'home' }, page: lazy(() => import('./Home')) },
];
