import type { Schemas } from '@/api/client';
import { useWords, type Say, type Words } from '@/words';
import { yuan } from './money';

/** The limits of a fund: their names in words, units, and where each number comes from. */

export type Limits = Schemas['row_policy']['limits'];
export type LimitName = keyof Limits;
export type LimitGroup = 'who' | 'decides' | 'time' | 'books';
export type LimitUnit =
  | 'yuan'
  | 'yuanPerHead'
  | 'times'
  | 'hours'
  | 'days'
  | 'workingDays'
  | 'switch'
  | 'choice'
  | 'order'
  | 'code';

export interface LimitRow {
  name: LimitName;
  group: LimitGroup;
  unit: LimitUnit;
  /** opinion: the city's opinion of 2014; practice: usual elsewhere; choice: the fund's own. */
  source: 'opinion' | 'practice' | 'choice';
}

function row(
  name: LimitName,
  group: LimitGroup,
  unit: LimitUnit,
  source: LimitRow['source'],
): LimitRow {
  return { name, group, unit, source };
}

/** All of them, in the order in which one reads them. */
export const limitRows: readonly LimitRow[] = [
  row('income_per_head_max', 'who', 'yuanPerHead', 'opinion'),
  row('aid_per_year_count', 'who', 'times', 'practice'),
  row('aid_window', 'who', 'choice', 'practice'),
  row('medical_remainder', 'who', 'switch', 'opinion'),
  row('small_aid_max', 'decides', 'yuan', 'practice'),
  row('two_approvers_above', 'decides', 'yuan', 'choice'),
  row('urgent_release_max', 'decides', 'yuan', 'choice'),
  row('urgent_decision_hours', 'time', 'hours', 'practice'),
  row('urgent_ratify_days', 'time', 'workingDays', 'practice'),
  row('notice_days', 'time', 'days', 'practice'),
  row('decision_days', 'time', 'workingDays', 'practice'),
  row('small_decision_days', 'time', 'workingDays', 'practice'),
  row('pay_days', 'time', 'workingDays', 'practice'),
  row('publish_days', 'time', 'workingDays', 'practice'),
  row('award_valid_days', 'time', 'days', 'choice'),
  row('proposal_days', 'time', 'days', 'choice'),
  row('cash_max', 'books', 'yuan', 'choice'),
  row('source_order', 'books', 'order', 'choice'),
  row('voucher_rule', 'books', 'code', 'choice'),
  row('single_voucher_from', 'books', 'yuan', 'choice'),
];

export const limitWords = {
  income_per_head_max: ['人均年纯收入上限（含）', 'Yearly net income per head, at most'],
  aid_per_year_count: ['同一户同一事由的救助次数', 'Aid per household and cause'],
  aid_window: ['次数按什么期间计算', 'Period in which it is counted'],
  medical_remainder: ['重大疾病：救助不超过自付部分', 'Illness: at most the self-pay remainder'],
  small_aid_max: ['小额救助（委托乡镇）上限（含）', 'The township decides up to'],
  two_approvers_above: ['超过此数须两人审批或集体研究', 'Two approvers or minutes above'],
  urgent_release_max: ['先行救助上限（含）', 'Urgent aid, at most'],
  urgent_decision_hours: ['先行救助的决定时限', 'An urgent request is decided within'],
  urgent_ratify_days: ['先行救助补办手续时限', 'Urgent aid is ratified within'],
  notice_days: ['村内公示天数', 'A notice hangs for'],
  decision_days: ['受理至审批的时限', 'From request to decision'],
  small_decision_days: ['小额救助的审批时限', 'The same, where the township decides'],
  pay_days: ['审批至发放的时限', 'From decision to payment'],
  publish_days: ['发放至公开的时限', 'From payment to publication'],
  award_valid_days: ['审批有效期', 'An award is good for'],
  proposal_days: ['提请复核的有效期', 'A proposal waits for'],
  cash_max: ['现金发放上限（含）', 'Paid in cash, at most'],
  source_order: ['资金来源的使用次序', 'Which money is used first'],
  voucher_rule: ['记账凭证汇总规则', 'How vouchers are formed'],
  single_voucher_from: ['单独成凭证的捐赠（含）', 'A gift has its own voucher from'],
  who: ['谁可以得到救助', 'Who may be helped'],
  decides: ['谁来决定', 'Who decides'],
  time: ['每一步的时限', 'How long a step may take'],
  books: ['资金与账务', 'Money and books'],
  yuan: ['元', 'yuan'],
  yuanPerHead: ['元 / 人·年', 'yuan per head and year'],
  times: ['次', 'times'],
  hours: ['小时', 'hours'],
  days: ['天', 'days'],
  workingDays: ['工作日', 'working days'],
  calendar_year: ['自然年', 'Calendar year'],
  rolling_12_months: ['连续 12 个月', 'Rolling 12 months'],
  on: ['是', 'Yes'],
  off: ['否', 'No'],
  donation: ['捐赠', 'donations'],
  gov: ['财政', 'government'],
  then: ['先{first}，后{second}', 'First {first}, then {second}'],
  only: ['只用{first}', 'Only {first}'],
  daily_summary_v1: ['按日汇总', 'Daily summary'],
  opinion: ['市实施意见（2014）', "The city's opinion (2014)"],
  practice: ['各地通行做法', 'Usual practice'],
  choice: ['本基金自定', "The fund's own choice"],
} as const satisfies Words;

export type SayLimit = Say<typeof limitWords>;

function isWord(code: string): code is keyof typeof limitWords {
  return code in limitWords;
}

/** A limit's value as one reads it, without its unit. */
export function limitText(say: SayLimit, { name, unit }: LimitRow, limits: Limits): string {
  const value = limits[name];
  switch (unit) {
    case 'yuan':
    case 'yuanPerHead':
      return yuan(Number(value));
    case 'switch':
      return say(value ? 'on' : 'off');
    case 'order': {
      const [first, second] = (value as Limits['source_order']).map((one) => say(one));
      return say(second ? 'then' : 'only', { first: first ?? '', second: second ?? '' });
    }
    default: {
      const text = String(value);
      return isWord(text) ? say(text) : text;
    }
  }
}

/** The unit that stands behind it, if it has one. */
export function limitUnit(say: SayLimit, { unit }: LimitRow): string {
  return unit === 'switch' || unit === 'choice' || unit === 'order' || unit === 'code'
    ? ''
    : say(unit);
}

/** Those that differ between two sets of limits. */
export function changedLimits(before: Limits, after: Limits): LimitRow[] {
  return limitRows.filter(
    ({ name }) => JSON.stringify(before[name] ?? false) !== JSON.stringify(after[name] ?? false),
  );
}

export const useLimitWords = (): SayLimit => useWords(limitWords);
