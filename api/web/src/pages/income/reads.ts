import { useQuery } from '@tanstack/react-query';
import { api, take, type Schemas } from '@/api/client';
import { useAccounts as useAllAccounts, type Account } from '@/domain/bookRows';
import { today } from '@/domain/dates';
import { useTableParts } from '@/domain/tableRows';
import { inForce } from '@/domain/tableVersions';
import { useOffice } from '@/session/session';

export type Gift = Schemas['gift'];
export type FollowedGift = Schemas['followed_gift'];
export type Source = Schemas['source'];

/** The accounts of the chosen fund's entity into which money of that source may come. */
export function useAccounts(source?: Source): Account[] {
  const { funds, fund } = useOffice();
  const entity = funds.find((one) => one.fund === fund)?.entity;
  return (useAllAccounts().data ?? []).filter(
    (one) =>
      one.entity === entity &&
      one.type !== 'store' &&
      (!source || !one.bound_source || one.bound_source === source),
  );
}

export function useChannels(): { value: string; label: string }[] {
  const parts = useTableParts('channels').data ?? [];
  return inForce(parts, today()).map(({ code, title }) => ({ value: code, label: title ?? code }));
}

/** By which channel money usually comes to an account, where nobody has said yet. */
export function usualChannel(account: Account | undefined): string | undefined {
  switch (account?.type) {
    case 'cash':
    case 'bank':
    case 'treasury':
      return account.type;
    default:
      return undefined;
  }
}

export function useGift(seq: number | undefined) {
  return useQuery({
    queryKey: ['income', 'gift', seq],
    queryFn: () => take(api.GET('/v1/donations/{seq}', { params: { path: { seq: seq ?? 0 } } })),
    enabled: seq !== undefined,
  });
}

export function useTrace(seq: number | undefined) {
  return useQuery({
    queryKey: ['income', 'trace', seq],
    queryFn: async () => {
      const found = await take(
        api.GET('/v1/entries/{seq}/trace', { params: { path: { seq: seq ?? 0 } } }),
      );
      return found.traces.find(({ way }) => way === 'forward');
    },
    enabled: seq !== undefined,
  });
}
