import type { CasePage } from '../reads';
import type { words } from './words';

/** What the case waits for, as a word of the page; undefined when it has ended. */
export function nextStep(page: CasePage): keyof typeof words | undefined {
  const standing = page.standing;
  if (!page.open || !standing) return undefined;
  const { case: row, granted, paid } = standing;
  const under = (page.lines ?? []).length > 0;
  const pays = () => (!row.payee ? 'next_payee' : under ? 'next_lines' : 'next_pay');
  switch (row.stage) {
    case 'opened':
      return row.urgent ? 'next_urgent_asked' : 'next_opened';
    case 'surveyed':
      return 'next_surveyed';
    case 'reviewed':
      return 'next_reviewed';
    case 'approved':
      return pays();
    case 'recovering':
      return 'next_recovering';
    case 'urgent':
      if (paid < granted) return pays();
      if (!row.found || row.found.means === 'pending') return 'next_survey_urgent';
      return row.reviewed ? 'next_ratify' : 'next_review_urgent';
  }
}
