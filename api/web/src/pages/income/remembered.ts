/** What a cashier last chose for a fund; choices only, nothing about givers. */
export interface Remembered {
  account?: string;
  purpose?: string;
  /** By account. */
  channels?: Record<string, string>;
}

function place(fund: string): string {
  return `mingzhang.income.${fund}`;
}

export function recall(fund: string): Remembered {
  try {
    return JSON.parse(localStorage.getItem(place(fund)) ?? '{}') as Remembered;
  } catch {
    return {};
  }
}

export function remember(
  fund: string,
  chosen: { account: string; purpose: string; channel?: string },
) {
  const channels = { ...recall(fund).channels };
  if (chosen.channel) channels[chosen.account] = chosen.channel;
  const { account, purpose } = chosen;
  localStorage.setItem(place(fund), JSON.stringify({ account, purpose, channels }));
}
