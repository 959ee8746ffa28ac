import type { Words } from '@/words';
import type { Hop } from './hops';

/** What money became. */
const became = {
  paid: ['已发放', 'Paid to a household'],
  held: ['银行退回，待重发', 'Sent back by the bank, to be paid again'],
  refunded: ['已退捐', 'Refunded'],
  lent_refund: ['用于其他捐款的退款', 'For the refund of another gift'],
  reversed: ['已冲销', 'Reversed'],
  in_transit: ['已拨出，在途', 'In transit to another fund'],
  unspent: ['未使用', 'Not spent yet'],
  unconfirmed: ['待入账确认', 'Not confirmed yet'],
  cancelled: ['已作废', 'Cancelled'],
  given: ['捐赠或拨入', 'Given'],
  elsewhere: ['来自其他账本', 'From another ledger'],
  moved: ['变更用途', 'Changed its purpose'],
  transferred: ['拨付下级基金', 'Transferred to another fund'],
  lost: ['去向记录损坏', 'Its record is damaged'],
} satisfies Record<Hop['became'], readonly [string, string]>;

export const traceWords = {
  ...became,
  because_illness: ['因病', 'a family in illness'],
  because_accident: ['遭遇意外事故的', 'a family after an accident'],
  because_disaster: ['受灾', 'a family after a disaster'],
  because_other: ['困难', 'a family in need'],
} satisfies Words;
