import { lazy } from 'react';
import type { OfficePage } from '@/app/page';

export const pages: OfficePage[] = [{ path: '/account', page: lazy(() => import('./Account')) }];
