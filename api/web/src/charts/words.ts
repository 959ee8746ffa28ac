export const words = {
  byMonth: ['每月收支（元）', 'Month by month (yuan)'],
  month: ['月份', 'Month'],
  monthOf: ['{n}月', '{n}'],
  income: ['收入', 'Income'],
  received: ['收到捐赠', 'Gifts received'],
  government: ['财政拨入', 'Government money'],
  transferIn: ['收到拨入', 'From other funds'],
  aided: ['救助支出', 'Aid paid'],
  transferOut: ['拨付下级', 'To other funds'],
  few: ['为保护隐私，不显示', 'Not shown, for privacy'],
  asTable: ['用表格看', 'As a table'],
} as const;
