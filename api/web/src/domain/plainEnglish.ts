/** "account_closed" as English reads it; the tables of a ledger have Chinese titles only. */
export function plainEnglish(code: string): string {
  const text = code.replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
