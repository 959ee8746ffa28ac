export const words = {
  unreachable: [
    '连不上服务器。没有丢失任何内容:网络恢复后再按一次,不会重复记账。',
    'The server cannot be reached. Nothing is lost: press again when the network is back; nothing is written twice.',
  ],
  retrying: [
    '网络不通,正在重试(第 {n} 次)。同一笔不会记两次。',
    'No network, trying again ({n}). Nothing is written twice.',
  ],
  loadFailed: ['没能读出来', 'This could not be read'],
  again: ['再试一次', 'Try again'],
  request: ['请求编号 {id}', 'Request {id}'],
  empty: ['没有内容', 'Nothing here'],
  more: ['再看一些', 'Show more'],
  thatIsAll: ['共 {n} 条,已到底', 'All {n} shown'],
  shown: ['已显示 {n} 条', '{n} shown'],
  loading: ['正在读取…', 'Reading …'],
  yuan: ['元', 'yuan'],
  notAnAmount: ['不是金额,例如 1,234.50', 'Not an amount, for example 1,234.50'],
  print: ['打印', 'Print'],
  copy: ['复制', 'Copy'],
  copied: ['已复制', 'Copied'],
  proposed: [
    '已提交,等另一个人复核(提案 {seq} 号)',
    'Proposed: a second person must confirm it (proposal {seq})',
  ],
} as const;
