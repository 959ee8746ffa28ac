import { expect, it } from 'vitest';
import { groupsOf, isPartOf } from './findings';

it('findings stand together by what they find', () => {
  const [a, b, c] = [
    { damage: 'altered', seq: 5 },
    { damage: 'rule_broken', seq: 6, rule: 'same_person' },
    { damage: 'altered', seq: 9 },
  ] as const;
  expect(groupsOf([a, b, c])).toEqual([
    ['altered', [a, c]],
    ['rule_broken', [b]],
  ]);
  expect(groupsOf([])).toEqual([]);
});

it('a name is part of words only if it stands there', () => {
  expect(isPartOf({ altered: 1 }, 'altered')).toBe(true);
  expect(isPartOf({ altered: 1 }, 'toString')).toBe(false);
});
