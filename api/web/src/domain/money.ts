/** Money is fen, whole numbers, everywhere; yuan are only written and read. */

const kMax = Number.MAX_SAFE_INTEGER;

/** "1,234.50" of 123450 fen. */
export function yuan(fen: number): string {
  const sign = fen < 0 ? '-' : '';
  const digits = Math.abs(fen).toString().padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign}${whole}.${digits.slice(-2)}`;
}

/** Fen of what somebody typed: "1234.5", "1,234.50", "¥12", full-width digits; none where it is not an amount. */
export function parseYuan(text: string): number | undefined {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s,¥元]/g, '')
    .replace(/^\+/, '');
  const parts = /^(\d{1,13})(?:\.(\d{0,2}))?$/.exec(plain);
  if (!parts) return undefined;
  const fen = Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0'));
  return fen <= kMax ? fen : undefined;
}

const kDigits = '零壹贰叁肆伍陆柒捌玖';
const kPlaces = ['', '拾', '佰', '仟'];
const kGroups = ['', '万', '亿', '万亿'];

/** One group of four digits; none of its zeros is said twice. */
function group(value: number): string {
  let text = '';
  let zero = false;
  for (let place = 3; place >= 0; --place) {
    const digit = Math.floor(value / 10 ** place) % 10;
    if (digit === 0) {
      zero = text !== '';
    } else {
      text += (zero ? '零' : '') + kDigits[digit] + kPlaces[place];
      zero = false;
    }
  }
  return text;
}

/** 大写 of an amount in fen, as on cheques and vouchers: 壹仟贰佰叁拾肆元伍角整. */
export function capitals(fen: number): string {
  if (fen === 0) return '零元整';
  let whole = Math.floor(fen / 100);
  let text = '';
  let gap = false;
  for (let place = 0, groups: number[] = []; ; ++place) {
    groups.push(whole % 10000);
    whole = Math.floor(whole / 10000);
    if (whole > 0) continue;
    for (let i = place; i >= 0; --i) {
      const value = groups[i] as number;
      if (value === 0) {
        gap = text !== '';
        continue;
      }
      text += (text !== '' && (gap || value < 1000) ? '零' : '') + group(value) + kGroups[i];
      gap = false;
    }
    break;
  }
  if (text !== '') text += '元';
  const jiao = Math.floor(fen / 10) % 10;
  const cent = fen % 10;
  if (jiao === 0 && cent === 0) return `${text}整`;
  if (jiao > 0) text += `${kDigits[jiao]}角`;
  else if (text !== '') text += '零';
  return cent > 0 ? `${text}${kDigits[cent]}分` : `${text}整`;
}
