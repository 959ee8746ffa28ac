/** On the paper: for the giver, so Chinese stands beside English in both languages of the screen. */
export const receiptWords = {
  title: ['捐款登记回执', 'Acknowledgement of a gift'],
  notFiscal: [
    '（非财政票据，不作税前扣除凭证）',
    '(not a fiscal receipt; no ground for a tax deduction)',
  ],
  fund: ['基金', 'Fund'],
  number: ['登记号', 'Register no.'],
  date: ['到账日期', 'Date of receipt'],
  amount: ['金额', 'Amount'],
  inWords: ['大写', 'In words'],
  purpose: ['用途', 'Purpose'],
  account: ['收款账户', 'Account'],
  giver: ['捐款人', 'From'],
  maker: ['经办人', 'Recorded by'],
  standing: ['状态', 'Standing'],
  lookUp: [
    '扫码，或打开 {address}，输入回执编码 {code}，可查这笔捐款是否在账、用在了哪里，并由您的浏览器自己核验。',
    'Scan it, or open {address} and enter {code}: you see that the gift is in the books and what it was spent on; your browser checks it by itself.',
  ],
  officialReceipt: [
    '需要公益事业捐赠票据的，请凭本回执向基金索取。',
    'For an official receipt please ask the fund, with this page.',
  ],
  code: ['回执编码', 'Code of the receipt'],
} as const;
