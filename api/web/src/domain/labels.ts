import type { Schemas } from '@/api/client';
import { useLanguage, type Words } from '@/words';

/** What the codes of the ledger are called on the screen (docs/glossary.md). */

const kDuties = {
  administrator: ['管理员', 'Administrator'],
  approver: ['审批人（县民政）', 'Approver'],
  auditor: ['审计', 'Auditor'],
  bookkeeper: ['会计', 'Bookkeeper'],
  caseworker: ['帮扶工作组', 'Caseworker'],
  cashier: ['出纳', 'Cashier'],
  responsible: ['单位负责人', 'Responsible person'],
  reviewer: ['审核人（乡镇）', 'Reviewer (township)'],
} satisfies Record<Schemas['duty'], readonly [string, string]>;

const kKinds = {
  'ledger.opened': ['开立账本', 'Ledger opened'],
  'policy.adopted': ['发布管理参数', 'Limits adopted'],
  'table.adopted': ['发布参数表', 'Table adopted'],
  'entity.opened': ['设立会计主体', 'Entity opened'],
  'account.opened': ['开立账户', 'Account opened'],
  'fund.opened': ['设立专项基金', 'Fund opened'],
  'person.enrolled': ['登记人员', 'Person enrolled'],
  'person.changed': ['人员变动', 'Person changed'],
  'action.proposed': ['提请复核', 'Proposal'],
  'action.declined': ['不予通过', 'Proposal declined'],
  'import.recorded': ['导入', 'Import'],
  'donation.received': ['捐赠', 'Gift'],
  'injection.received': ['财政资金拨入', 'Government money'],
  'transfer.received': ['收到拨入', 'Transfer received'],
  'income.confirmed': ['入账确认', 'Income confirmed'],
  'income.cancelled': ['作废', 'Cancelled'],
  'household.registered': ['登记救助对象家庭', 'Household registered'],
  'household.changed': ['家庭情况变更', 'Household changed'],
  'case.opened': ['受理救助申请', 'Request for aid'],
  'case.surveyed': ['入户调查', 'Survey'],
  'case.reviewed': ['乡镇审核', "Township's review"],
  'case.returned': ['退回补正', 'Returned for completion'],
  'case.rejected': ['不予批准', 'Rejected'],
  'case.withdrawn': ['撤回申请', 'Withdrawn'],
  'case.lapsed': ['逾期失效', 'Lapsed'],
  'case.approved': ['审批', 'Approved'],
  'case.ratified': ['补办手续', 'Ratification'],
  'evidence.attached': ['补充材料', 'Papers attached'],
  'payee.set': ['登记领款人', 'Payee set'],
  'batch.built': ['编制发放批次', 'Payment batch built'],
  'batch.released': ['复核放行', 'Payment batch released'],
  'aid.paid': ['发放', 'Paid'],
  'aid.failed': ['发放失败', 'Payment failed'],
  'aid.returned': ['退汇', 'Sent back by the bank'],
  'aid.delivered': ['签收', 'Signed for'],
  'transfer.sent': ['拨付下级基金', 'Transfer sent'],
  'money.moved': ['账户间划转', 'Money moved'],
  'period.closed': ['结账', 'Month closed'],
  'entry.reversed': ['冲销', 'Reversal'],
  'donation.refunded': ['退捐', 'Refund'],
  'purpose.changed': ['变更捐赠用途', 'Purpose changed'],
} satisfies Record<Schemas['kind'], readonly [string, string]>;

const kWords = {
  source: { donation: ['捐赠', 'Donations'], gov: ['财政', 'Government'] },
  purpose: {
    none: ['非定向', 'Undesignated'],
    cause: ['定向：救助事由', 'For a cause'],
    county: ['定向：区县', 'For a county'],
    village: ['定向：村', 'For a village'],
    campaign: ['募捐活动', 'Campaign'],
  },
  accountType: {
    bank: ['银行', 'Bank'],
    cash: ['现金', 'Cash'],
    channel: ['渠道', 'Channel'],
    float: ['备用金', 'Float'],
    store: ['物资库', 'Store'],
    treasury: ['财政专户', 'Treasury'],
  },
  standing: {
    confirmed: ['已入账', 'Confirmed'],
    unconfirmed: ['待入账确认', 'Unconfirmed'],
    cancelled: ['已作废', 'Cancelled'],
    reversed: ['已冲销', 'Reversed'],
  },
  stage: {
    opened: ['待入户调查', 'To be surveyed'],
    surveyed: ['待乡镇审核', 'To be reviewed'],
    reviewed: ['待审批', 'To be approved'],
    approved: ['已批待付', 'Approved'],
    urgent: ['先行救助，待补办手续', 'Urgent, to be ratified'],
    recovering: ['追回中', 'Being recovered'],
  },
  line: {
    built: ['待复核放行', 'To be released'],
    released: ['已放行，待银行结果', 'Released, no result yet'],
    paid: ['已发放', 'Paid'],
  },
  householdClass: {
    dibao: ['低保', 'Minimum living'],
    tekun: ['特困', 'Destitute'],
    wubao: ['五保', 'Five guarantees'],
    other: ['其他', 'Other'],
  },
  cause: {
    accident: ['意外事故', 'Accident'],
    disaster: ['突发灾害', 'Disaster'],
    illness: ['重大疾病', 'Serious illness'],
    other: ['其他', 'Other'],
  },
  means: {
    certificate: ['凭证认定', 'By certificate'],
    surveyed: ['入户核实', 'Surveyed'],
    pending: ['紧急，待核实', 'Pending (urgent)'],
  },
  payee: {
    person: ['本人', 'Person'],
    guardian: ['监护人（代领）', 'Guardian'],
    hospital: ['医院', 'Hospital'],
    care_home: ['养老机构', 'Care home'],
    committee: ['村委会', 'Village committee'],
  },
  method: { bank: ['银行卡', 'Bank'], cash: ['现金', 'Cash'], yikatong: ['一卡通', 'Yikatong'] },
  move: {
    deposit: ['送存', 'Deposit'],
    withdraw: ['提现', 'Withdrawal'],
    settlement: ['渠道结算', 'Settlement of a channel'],
    float: ['备用金', 'Float'],
  },
  status: {
    active: ['在岗', 'Active'],
    suspended: ['停用', 'Suspended'],
    left: ['离岗', 'Left'],
  },
  level: { city: ['市级', 'City'], county: ['区县级', 'County'] },
  by: {
    household: ['本户申请', 'The household'],
    workgroup: ['帮扶工作组代为申请', 'Caseworkers'],
    village: ['村委会代为申请', 'The village'],
    discovered: ['主动发现', 'Discovered'],
  },
  basis: {
    person: ['审批人决定', "Approver's decision"],
    minutes: ['集体研究（会议纪要）', 'Minutes'],
  },
  relation: {
    self: ['本人', 'Self'],
    head: ['户主', 'Head'],
    spouse: ['配偶', 'Spouse'],
    child: ['子女', 'Child'],
    parent: ['父母', 'Parent'],
    grandchild: ['孙子女', 'Grandchild'],
    grandparent: ['祖父母', 'Grandparent'],
    sibling: ['兄弟姐妹', 'Sibling'],
    other: ['其他', 'Other'],
    guardian: ['监护人', 'Guardian'],
    hospital: ['医院', 'Hospital'],
    care_home: ['养老机构', 'Care home'],
    committee: ['村委会', 'Village committee'],
  },
  table: {
    causes: ['救助事由', 'Causes'],
    channels: ['渠道', 'Channels'],
    chart: ['会计科目', 'Chart of accounts'],
    chart_map: ['科目对应', 'Chart map'],
    dibao: ['低保标准', 'Minimum living standards'],
    doc_types: ['材料类型', 'Types of papers'],
    holidays: ['节假日', 'Holidays'],
    reasons: ['原因代码', 'Reasons'],
    regions: ['行政区划', 'Regions'],
    villages: ['村名录', 'Villages'],
  },
} satisfies Record<string, Words>;

type Labels = typeof kWords & { duty: typeof kDuties; kind: typeof kKinds };
export const allLabels: Record<string, Words> = { ...kWords, duty: kDuties, kind: kKinds };

export type LabelSort = keyof Labels;

/** The word for a code: `const label = useLabels(); label('stage', 'opened')`. Unknown codes show as they are. */
export function useLabels(): (sort: LabelSort, code: string | undefined) => string {
  const place = useLanguage() === 'zh' ? 0 : 1;
  return (sort, code) => (code === undefined ? '—' : (allLabels[sort]?.[code]?.[place] ?? code));
}

/** All codes of a sort with their words, for a choice. */
export function useChoices(sort: LabelSort): { value: string; label: string }[] {
  const label = useLabels();
  return Object.keys(allLabels[sort] ?? {}).map((value) => ({ value, label: label(sort, value) }));
}
