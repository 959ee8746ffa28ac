/** What a rule of a decision asks, said so that ✓ and ✗ both read well: [中文, English]. */
export const ruleWords = {
  same_person: ['审批人没有参加申请、调查', 'Who decides neither asked nor surveyed'],
  own_limit: ['不是用自己刚发布的限额', 'Not under a limit put in force by oneself meanwhile'],
  minutes_missing: ['集体研究已附会议纪要', 'Minutes are attached where a meeting decides'],
  survey_missing: ['已入户调查，情况核实', 'Surveyed'],
  review_missing: ['乡镇已审核', 'The township has given its opinion'],
  income_above_line: ['家庭年收入不超过标准', "The family's income is not above the line"],
  certificate_missing: ['有有效证明', 'A certificate is in force'],
  above_medical_remainder: ['不超过医疗费用自付部分', 'Not above the self-pay remainder'],
  above_urgent_limit: ['不超过先行救助限额', 'Within the limit of urgent aid'],
  above_small_limit: ['不超过乡镇小额救助权限', 'Within what the township decides alone'],
  two_approvers_needed: ['一人审批权限以内', 'Within what one approver decides alone'],
  aid_repeated: ['同一事由没有重复救助', 'The same event was not aided before'],
  money_not_free: ['可用余额足够', 'There is enough free money'],
  step_not_allowed: ['前面的手续已办完', 'The steps before are done'],
  amount_differs: ['各来源合计等于批准金额', 'The sources add up to the amount'],
  outside_territory: ['属于本基金救助范围', "Within the fund's territory"],
  expiry_not_allowed: ['有效期符合规定', 'The expiry is as the limits say'],
} as const;

/** Why somebody may not do something now: [中文, English]. */
export const whyWords = {
  actor_suspended: ['您的账号已停用', 'Your account is suspended'],
  duty_missing: ['不属于您的岗位', 'Not your duty'],
  fund_out_of_scope: ['不在您负责的基金内', 'Outside the funds you serve'],
  step_not_allowed: ['目前不到这一步', 'This step may not come now'],
  same_person: ['您参加过申请或调查，须由别人办理', 'You asked or surveyed: another must do it'],
  own_limit: ['限额是您在受理之后发布的', 'You put the limits in force meanwhile'],
  two_approvers_needed: [
    '超过一人权限，须另一位审批人复核或集体研究',
    'Needs a second approver or minutes',
  ],
  above_small_limit: ['超过乡镇权限，由县民政审批', 'Above what the township may decide'],
  minutes_missing: ['须先附会议纪要', 'The minutes must be attached first'],
  aid_repeated: ['同一事由已救助，须两人审批', 'The same event was aided: two must decide'],
  income_above_line: ['人均收入超过标准', 'The income per head is above the line'],
  above_medical_remainder: ['超过医疗费用自付部分', 'Above the self-pay remainder'],
  above_urgent_limit: ['超过先行救助限额', 'Above the limit of urgent aid'],
  survey_missing: ['还没有入户调查', 'Not surveyed yet'],
  review_missing: ['乡镇还没有审核', 'The township has not given its opinion'],
  money_not_free: ['可用余额不足', 'Not enough free money'],
  payment_under_way: ['正在发放', 'A payment is under way'],
  proposal_needed: ['须一人提出、另一人复核', 'Needs a proposal and a second person'],
  case_unknown: ['案件已办结', 'The case has ended'],
  award_lapsed: ['批准已逾期', 'The award has lapsed'],
  award_missing: ['没有待付的批准', 'There is nothing left to pay'],
  policy_missing: ['尚未发布管理参数', 'No limits are in force'],
} as const;

export type RuleCode = keyof typeof ruleWords;
export type WhyCode = keyof typeof whyWords;
