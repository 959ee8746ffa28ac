import { pages as admin } from '@/pages/admin/pages';
import { pages as aid } from '@/pages/aid/pages';
import { pages as audit } from '@/pages/audit/pages';
import { pages as books } from '@/pages/books/pages';
import { pages as home } from '@/pages/home/pages';
import { pages as income } from '@/pages/income/pages';
import { pages as payments } from '@/pages/payments/pages';
import { pages as proposals } from '@/pages/proposals/pages';
import { pages as search } from '@/pages/search/pages';
import { pages as session } from '@/pages/session/pages';
import type { OfficePage } from './page';

/** Every page of those who are signed in, in the order of the menu. */
export const officePages: OfficePage[] = [
  ...home,
  ...proposals,
  ...income,
  ...aid,
  ...payments,
  ...books,
  ...audit,
  ...admin,
  ...search,
  ...session,
];
