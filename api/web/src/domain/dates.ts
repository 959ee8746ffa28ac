/** "2026-11-26", as entries have it, of the local day. */
export function today(now: Date = new Date()): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** A moment of an entry ("2026-11-25T20:29:20.519Z") as this person's clock shows it: "2026-11-26 04:29". */
export function moment(time: string): string {
  const at = new Date(time);
  return `${today(at)} ${at.toTimeString().slice(0, 5)}`;
}

/** Whole days from one date to another; negative when it is over. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
