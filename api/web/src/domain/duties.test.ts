import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { allLabels } from './labels';
import { cautionsOf, conflictOf, seconders } from './duties';

/** Who may second which kind, from the rules themselves: the third of the lists of duties of each. */
function secondersOfRules(): Record<string, string[]> {
  const path = fileURLToPath(new URL('../../../../ledger/fund/kinds.def', import.meta.url));
  const text = readFileSync(path, 'utf8').replaceAll(/\/\/.*$/gm, '');
  const kinds = [...text.matchAll(/MZ_KIND\(\w+,\s*"([a-z.]+)",[^;]*?,\s*(?:true|false)\)/g)];
  expect(kinds.map(([, kind]) => kind).sort()).toEqual(Object.keys(allLabels.kind!).sort());
  return Object.fromEntries(
    kinds.flatMap(([all, kind]) => {
      const [, , may = ''] = [...all.matchAll(/MZ_DUTIES\(([^)]*)\)/g)].map(([, list]) => list!);
      const duties = [...may.matchAll(/Duty::(\w+)/g)].map(([, duty]) => duty!);
      return duties.length > 0 ? [[kind!, duties.sort()]] : [];
    }),
  );
}

it('names those who second a proposal as the rules do', () => {
  const here = Object.entries(seconders).map(([kind, duties]) => [kind, [...duties!].sort()]);
  expect(Object.fromEntries(here)).toEqual(secondersOfRules());
});

it('knows which duties cannot be one person’s', () => {
  expect(conflictOf(['cashier', 'bookkeeper'])).toBe('cashierBookkeeper');
  expect(conflictOf(['auditor', 'reviewer'])).toBe('auditorAlone');
  expect(conflictOf(['administrator', 'cashier'])).toBe('administratorAlone');
  expect(conflictOf(['bookkeeper', 'responsible'])).toBeUndefined();
  expect(cautionsOf(['caseworker', 'approver'])).toEqual(['asksApproves']);
});
