import type { Words } from '@/words';

/** What the verifier finds (docs/format.md §13). */
export const damageWords = {
  altered: ['被改动', 'Altered'],
  missing: ['缺失', 'Missing'],
  inserted: ['被插入', 'Inserted'],
  reordered: ['次序被调换', 'Out of its place'],
  truncated: ['尾部被截去', 'Cut off at the end'],
  forked: ['与留存的账本指纹不符', 'Another history than the kept checkpoint'],
  forged: ['账本指纹的签名不符', 'The checkpoint is not what the log signed'],
  rule_broken: ['违反规则', 'Breaks a rule'],
  projection_differs: ['与条目推算的结果不符', 'Not what the entries yield'],
  details_differ: ['保密信息与承诺值不符', 'Details are not what was committed to'],
  bundle_differs: ['与账本条目或清单不符', 'Not what the entries, or the manifest, say'],
  unwitnessed: ['见证不足', 'Not witnessed'],
  unstamped: ['时间未得到证明', 'Time not attested'],
  unknown: ['本程序不认识', 'Not understood by the program'],
  unreadable: ['无法读取', 'Cannot be read'],
} satisfies Words;
