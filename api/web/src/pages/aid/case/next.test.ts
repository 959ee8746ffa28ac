import { describe, expect, it } from 'vitest';
import type { CasePage } from '../reads';
import { nextStep } from './next';

function page(stage: string, row: object = {}, more: object = {}): CasePage {
  return {
    open: true,
    standing: { granted: 300, paid: 0, case: { stage, ...row } },
    ...more,
  } as unknown as CasePage;
}

describe('nextStep', () => {
  it.each([
    [page('opened'), 'next_opened'],
    [page('opened', { urgent: true }), 'next_urgent_asked'],
    [page('surveyed'), 'next_surveyed'],
    [page('reviewed'), 'next_reviewed'],
    [page('approved'), 'next_payee'],
    [page('approved', { payee: {} }), 'next_pay'],
    [page('approved', { payee: {} }, { lines: [{}] }), 'next_lines'],
    [page('urgent', { payee: {} }), 'next_pay'],
    [
      page('urgent', {}, { standing: { granted: 3, paid: 3, case: { stage: 'urgent' } } }),
      'next_survey_urgent',
    ],
    [
      page(
        'urgent',
        {},
        {
          standing: {
            granted: 3,
            paid: 3,
            case: { stage: 'urgent', found: { means: 'surveyed' } },
          },
        },
      ),
      'next_review_urgent',
    ],
    [
      page(
        'urgent',
        {},
        {
          standing: {
            granted: 3,
            paid: 3,
            case: { stage: 'urgent', found: { means: 'surveyed' }, reviewed: true },
          },
        },
      ),
      'next_ratify',
    ],
    [page('recovering'), 'next_recovering'],
    [{ open: false } as CasePage, undefined],
  ])('%#', (shown, step) => expect(nextStep(shown)).toBe(step));
});
