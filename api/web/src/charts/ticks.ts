const kLinesMax = 4;

/** Round sums from 0 until one is not below `most`, in steps of 1, 2 or 5 and zeros; in fen. */
export function ticksTo(most: number): number[] {
  const least = Math.max(most, 100) / kLinesMax;
  const zeros = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map((one) => one * zeros).find((one) => one >= least)!;
  return Array.from({ length: Math.ceil(Math.max(most, 100) / step) + 1 }, (_, i) => i * step);
}
