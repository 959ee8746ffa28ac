/** "37010219491231002x" of what somebody typed or pasted. */
export function plainNumber(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
}

const kWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/**
 * Whether a number looks like a resident identity number (GB 11643: 17 digits and a check character)
 * whose check character is wrong. Other documents have numbers of their own and are not judged.
 */
export function isMistyped(number: string): boolean {
  if (!/^\d{17}[\dX]$/.test(number)) return /^\d{17}$|^\d{19}$/.test(number);
  const sum = kWeights.reduce((total, weight, i) => total + weight * Number(number[i]), 0);
  return '10X98765432'[sum % 11] !== number[17];
}

/** A new id that is unlikely to be taken: a letter, the day, four characters by chance. */
export function newId(letter: 'c' | 'h', day: string): string {
  const letters = '23456789abcdefghjkmnpqrstuvwxyz';
  const chance = crypto.getRandomValues(new Uint8Array(4));
  const tail = [...chance].map((byte) => letters[byte % letters.length]).join('');
  return `${letter}${day.replace(/-/g, '')}-${tail}`;
}

export const kIdPattern = /^[a-z0-9][a-z0-9_.-]{0,22}$/;
