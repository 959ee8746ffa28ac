import { Flex } from 'antd';
import type { Ask } from '@/api/write';
import { yuan } from '@/domain/money';
import { today } from '@/domain/dates';
import { StateTag, type Tone } from '@/ui/Tag';
import { useWords } from '@/words';
import { useCodes } from '@/domain/tableRows';
import { useTrial } from '../dryRun';
import { isCertified } from '../household';
import { useHousehold, useLimits } from '../reads';
import type { Given } from './draft';
import { words } from './words';

type Check = { tone: Tone; text: string };

/** What is known of the family and the limits before anybody decides. */
function useChecks(given: Given): Check[] {
  const say = useWords(words);
  const limits = useLimits();
  const family = useHousehold(given.household).data;
  const causes = useCodes('causes');
  const checks: Check[] = [];
  const amount = given.amount_asked;
  if (family && limits) {
    if (isCertified(family.household, today())) {
      checks.push({ tone: 'good', text: say('c_certificate') });
    } else {
      const line = yuan(limits.income_per_head_max);
      checks.push({ tone: 'plain', text: say('c_income', { yuan: line }) });
    }
  }
  if (family && given.cause && given.event_date) {
    const same = family.aid.filter(
      (one) =>
        one.cause === given.cause &&
        one.event_date === given.event_date &&
        one.victim === given.victim,
    );
    const sum = same.reduce((total, one) => total + one.amount, 0);
    checks.push(
      same.length === 0
        ? { tone: 'good', text: say('c_noAid') }
        : { tone: 'bad', text: say('c_aid', { n: same.length, yuan: yuan(sum) }) },
    );
  }
  if (family && family.cases.length > 0) {
    checks.push({ tone: 'waiting', text: say('c_open', { n: family.cases.length }) });
  }
  if (limits && amount !== undefined) {
    const county = causes.rows.find(({ code }) => code === given.cause)?.path === 'county';
    if (given.urgent && amount > limits.urgent_release_max) {
      const limit = yuan(limits.urgent_release_max);
      checks.push({ tone: 'bad', text: say('c_urgentLimit', { yuan: limit }) });
    }
    if (amount > limits.two_approvers_above) checks.push({ tone: 'waiting', text: say('c_two') });
    else if (amount > limits.small_aid_max || county || given.urgent) {
      checks.push({ tone: 'plain', text: say('c_county') });
    } else checks.push({ tone: 'plain', text: say('c_small') });
  }
  return checks;
}

/** Whether the request would be taken in, and what is to be expected of it, as one types. */
export function Checks({ given, ask }: { given: Given; ask: Ask | undefined }) {
  const say = useWords(words);
  const trial = useTrial('case.opened', ask);
  const checks = useChecks(given);
  function verdict(): Check {
    switch (trial.at) {
      case 'none':
        return { tone: 'plain', text: say('checkLater') };
      case 'asking':
        return { tone: 'plain', text: say('asking') };
      case 'unreachable':
        return { tone: 'waiting', text: say('unreachable') };
      case 'would':
        return { tone: 'good', text: `✓ ${say('would')}` };
      case 'would_not':
        return { tone: 'bad', text: `✗ ${say('wouldNot', { why: trial.problem.title })}` };
    }
  }
  return (
    <section className="mz-card" role="status">
      <h2>{say('check')}</h2>
      <Flex vertical gap={8} align="start">
        {[verdict(), ...checks].map(({ tone, text }) => (
          <StateTag key={text} tone={tone}>
            {text}
          </StateTag>
        ))}
      </Flex>
    </section>
  );
}
