import type { Schemas } from '@/api/client';

type Rule = Schemas['seen_rule'];
export type RuleStanding = 'holds' | 'pending' | 'broken';

/** Steps that come later in the way of a case: not done is not a fault of the family's. */
const kSteps: readonly string[] = ['step_not_allowed', 'survey_missing', 'review_missing'];

export function ruleStanding({ rule, holds }: Pick<Rule, 'rule' | 'holds'>): RuleStanding {
  if (holds) return 'holds';
  return kSteps.includes(rule) ? 'pending' : 'broken';
}

/**
 * The rules that concern who looks: whoever decides nothing is neither a wrong person for it nor
 * bound to what a township may decide. What does not hold comes first.
 */
export function rulesFor(rules: readonly Rule[], decides: boolean): Rule[] {
  const order: RuleStanding[] = ['broken', 'pending', 'holds'];
  return rules
    .filter(({ field, rule }) => decides || (field !== 'actor' && rule !== 'above_small_limit'))
    .sort((a, b) => order.indexOf(ruleStanding(a)) - order.indexOf(ruleStanding(b)));
}
