export const words = {
  about: [
    '您的浏览器把每一条账目的原始字节取来，自己重算指纹、次序和签名，不采信服务器说的任何结论。',
    'Your browser fetches the bytes of every entry and computes hashes, order and signature by itself. It believes no conclusion of the server.',
  ],
  against: ['与哪一份留存的账本指纹对照', 'Compare with which kept checkpoint'],
  againstLast: ['上次在本浏览器核验的', 'What this browser verified last'],
  lastOf: ['{time}，共 {n} 条', '{time}, {n} entries'],
  forget: ['不再记住', 'Forget it'],
  forgetWhy: [
    '忘掉以后，下一次就不能发现这之前的账被改写。确实要忘掉吗？',
    'Once forgotten, a rewriting of what came before it can no longer be noticed. Forget it?',
  ],
  cancel: ['不了', 'Cancel'],
  againstMine: ['我自己留存的一份', 'One that I kept myself'],
  againstNone: ['不对照', 'None'],
  paste: [
    '粘贴留存的账本指纹（checkpoint），或选文件；.tlog-proof 也可以',
    'Paste the checkpoint that you kept, or choose its file; a .tlog-proof will do',
  ],
  pasteLabel: ['留存的账本指纹', 'The kept checkpoint'],
  notACheckpoint: ['这不是账本指纹', 'This is no checkpoint'],
  file: ['选文件', 'Choose a file'],
  key: ['账本的公钥（log.vkey）', 'The key of the log (log.vkey)'],
  keyHint: [
    '最好填您另行取得的那一份。不填时用上次记住的；第一次则用服务器给出的，核验结果会注明。',
    'Best: the one that you got elsewhere. Left empty: the one remembered from last time, or at first the one that the server names; the result says so.',
  ],
  notAKey: [
    '不是公钥：应是“名称+8 位十六进制+Base64”一行',
    'Not a key: one line, name+8 hex digits+Base64',
  ],
  start: ['开始核验', 'Verify'],
  again: ['再核验一次', 'Verify again'],
  stop: ['停止', 'Stop'],
  running: ['正在核验', 'Verifying'],
  preparing: ['正在取账本指纹…', 'Fetching the checkpoint …'],
  progress: ['已核 {n} / {size} 条', '{n} of {size} entries'],
  rate: ['每秒 {n} 条，大约还要 {left} 秒', '{n} entries a second, about {left} seconds to go'],
  leave: [
    '离开这一页就停止，可以以后再核。',
    'Leaving this page stops it; it can be done again later.',
  ],
  unreached: [
    '连不上服务器。已核的不会丢，网络恢复后接着核。',
    'The server cannot be reached. Nothing is lost: it goes on when the network is back.',
  ],
  notGiven: [
    '服务器没有给出 {path}（{status}）。可以再要一次；一直不给，本身就是问题。',
    'The server did not give {path} （{status}）. Ask again; if it never does, that itself is a finding.',
  ],
  goOn: ['接着核', 'Go on'],
  broken: ['核验程序没能运行', 'The verifier could not run'],
  brokenWhy: [
    '浏览器可能太旧。请换新一些的浏览器，或用命令行 mingzhang-audit。',
    'The browser may be too old. Take a newer one, or mingzhang-audit on the command line.',
  ],

  sound: ['没有发现改动：{n} 条账目全部核对相符', 'Nothing was altered: all {n} entries check out'],
  soundButSignature: [
    '{n} 条账目核对相符；但本浏览器不会验 Ed25519 签名，这一项未核',
    'All {n} entries check out, but this browser cannot check Ed25519 signatures',
  ],
  took: ['用时 {s} 秒，截至第 {last} 条。', '{s} seconds, up to entry {last}.'],
  remembered: [
    '本浏览器已记住这份账本指纹，下次会拿它对照。请另存一份到别处。',
    'This browser remembers this checkpoint for the next comparison. Keep a copy elsewhere as well.',
  ],
  unsound: ['核验不通过', 'This does not check out'],
  stay: [
    '请不要重启或改动服务器；保存下面的证据，按《发现账本被改动之后》办理，并用 mingzhang-audit 在另一台电脑上复核。',
    'Do not restart or change the server. Save the evidence below, go by “After tampering is found”， and check again with mingzhang-audit on another computer.',
  ],
  notRemembered: [
    '这份账本指纹没有记住；原来记住的仍保留。',
    'This checkpoint was not remembered; the one from before is kept.',
  ],

  checks: ['核了什么', 'What was checked'],
  right: ['相符', 'Right'],
  wrong: ['不符', 'Wrong'],
  open: ['未核', 'Not checked'],
  checkSignature: ['账本指纹是这把公钥签的', 'The checkpoint is signed with this key'],
  keyFromServer: [
    '公钥由本服务器给出：请与另行取得的核对一次',
    'The server named this key: compare it once with one that you got elsewhere',
  ],
  keyFromMemory: ['公钥与上次相同', 'The same key as last time'],
  keyFromPerson: ['用您填的公钥', 'With the key that you gave'],
  checkKept: [
    '留存的账本指纹原样包含在今天的账里',
    'Today’s books contain the kept checkpoint unchanged',
  ],
  keptOf: ['留存的有 {n} 条', 'The kept one has {n} entries'],
  keptNone: ['没有留存的可对照', 'There was none to compare with'],
  relation_same: ['与留存的是同一份，没有新账', 'The same as the kept one; nothing new'],
  relation_continued: ['旧账在前，新账接在后面', 'The old books, and new entries after them'],
  relation_forked: [
    '账本分叉：同一把私钥签过两本互相排斥的账',
    'A fork: one key has signed two histories that exclude each other',
  ],
  relation_shorter: [
    '今天的账比留存的短：已签过的条目不见了（回到旧副本，或末尾被截去）',
    'Today’s books are shorter than the kept ones: signed entries are gone (an old copy was put back, or the end cut off)',
  ],
  relation_unconnected: [
    '服务器给出的指纹块算不出它自己的账本指纹，无法对照',
    'The hashes that the server gives do not lead to its own checkpoint: nothing can be compared',
  ],
  relation_notSigned: ['留存的不是这把公钥签的', 'The kept one is not signed with this key'],
  relation_otherLog: ['留存的是另一本账的', 'The kept one is of another ledger'],
  relation_noCheckpoint: ['留存的不是账本指纹', 'What was kept is no checkpoint'],
  checkForm: [
    '每一条的格式、序号和时间次序正确',
    'The form, number and time of each entry are in order',
  ],
  checkLink: ['每一条都记着上一条的指纹', 'Each entry names the hash of the one before'],
  checkLeaf: ['每一条的内容与公布的条目指纹一致', 'Each entry is what its published hash says'],
  checkRoot: [
    '全部条目合起来就是签过的账本指纹',
    'All entries together yield the signed checkpoint',
  ],
  root: ['总指纹', 'Root'],

  firstWrong: ['第一处不符：第 {seq} 条', 'The first that is wrong: entry {seq}'],
  firstWrongs: [
    '第一处不符：第 {seq} 至 {last} 条',
    'The first that is wrong: entries {seq} to {last}',
  ],
  wrongs: ['不符之处（{n}）', 'What is wrong （{n}）'],
  wrongsMore: ['只列出前 {n} 处。', 'Only the first {n} are listed.'],
  entry: ['条目', 'Entry'],
  what: ['怎么不符', 'What is wrong'],
  what_altered: [
    '内容与签过的条目指纹不一致：被改动',
    'Its content is not what its signed hash says: altered',
  ],
  what_form: ['不是合格的条目（格式）', 'Not in the form of an entry'],
  what_seq: ['自带的序号不是它所在的位置', 'It carries another number than its place'],
  what_link: [
    '它记的“上一条指纹”与前一条不符：前一条或它自己被换过',
    'The hash it names is not that of the entry before: one of the two was replaced',
  ],
  what_time: ['时间早于前一条', 'It is older than the entry before'],
  what_bundle: [
    '从这里起，这一包的条目分不开：字节被改动或截断',
    'From here on the entries of this bundle cannot be told apart: altered or cut off',
  ],
  what_hashes: [
    '服务器公布的条目指纹与上层的不一致',
    'The hashes that the server publishes are not those of the tree above',
  ],
  what_founding: ['第一条开立的是另一本账', 'The first entry founds another ledger'],

  limits: ['这次核验不能证明什么', 'What this does not prove'],
  limit1: [
    '是否条条守制度（限额、岗位分离、余额）：请用 mingzhang-audit verify，它重演全部规则。',
    'That every rule was kept (limits, separation of duties, balances): mingzhang-audit verify replays them all.',
  ],
  limit2: [
    '记的是不是实情：现金点得对不对、家庭情况是否属实，要看凭证、去现场。',
    'That what was recorded is true: cash counted rightly, a family’s need. That takes vouchers and visits.',
  ],
  limit3: [
    '这一页的程序也来自这台服务器。完全不信任它时，请在自己的电脑上用 mingzhang-audit。',
    'The program of this page comes from the same server. Who trusts it in nothing takes mingzhang-audit on their own computer.',
  ],
  limit4: [
    '别人看到的是不是同一本账：与他们互换账本指纹，或看见证方的签名。',
    'That others are shown the same books: exchange checkpoints with them, or look at the witnesses.',
  ],
  keepTitle: ['带走', 'To take away'],
  keepCheckpoint: ['账本指纹 checkpoint', 'The checkpoint'],
  keepProof: ['未篡改证明 .proof', 'Proof that the books were continued'],
  keepEvidence: ['分叉证据 .proof', 'Evidence of the fork'],
  keepKept: ['留存的那一份', 'The one that was kept'],
} as const;
