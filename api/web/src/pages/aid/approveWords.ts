export const words = {
  title: ['批量审批', 'Approve several cases'],
  about: [
    '按乡镇审核金额批准。每案单独记一条，互不影响；不符合的不会被批准。',
    'Approved with the amount the township proposed. Each case is an entry of its own; what does not qualify is not approved.',
  ],
  approve: ['批准 {n} 案，共 {yuan} 元', 'Approve {n} cases, {yuan} yuan'],
  close: ['关闭', 'Close'],
  result: ['结果', 'Result'],
  reading: ['正在读取', 'Reading'],
  ready: ['可批准', 'May be approved'],
  openIt: ['请单独打开', 'Open it by itself'],
  sending: ['正在办理', 'Being written'],
  done: ['已批准，账序号 {seq}', 'Approved, entry {seq}'],
  refused: ['未批准：{why}', 'Not approved: {why}'],
  unreachable: ['网络不通，未确认；可再按一次', 'No network: not known; press again'],
  proposed: ['乡镇审核金额', 'Proposed by the township'],
  finished: ['已办 {n} 案', '{n} approved'],
} as const;
