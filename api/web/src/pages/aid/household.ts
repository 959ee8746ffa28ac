import { useQueries } from '@tanstack/react-query';
import { api, take } from '@/api/client';
import { today } from '@/domain/dates';
import type { Entry, Household } from './reads';

type Certificate = NonNullable<Household['certificates']>[number];

/** Whether a certificate holds on a day; without dates it always does. */
export function holdsOn(paper: Certificate, day: string): boolean {
  return (!paper.from || paper.from <= day) && (!paper.to || paper.to >= day);
}

/** Whether the family's class is proved on a day, so that nobody asks for its income again. */
export function isCertified(household: Household, day: string): boolean {
  if (household.class === 'other') return false;
  return (household.certificates ?? []).some(
    (paper) => paper.type === household.class && holdsOn(paper, day),
  );
}

/** "低保 2026-01-01 ~ 2026-12-31" of each certificate. */
export function certificatesOf(household: Household, label: (type: string) => string): string[] {
  return (household.certificates ?? []).map(({ type, from, to }) =>
    `${label(type)} ${from || to ? `${from ?? ''} ~ ${to ?? ''}` : ''}`.trim(),
  );
}

/** Who lives in the household on this day, as far as the dates say. */
export function membersNow(household: Household, day: string = today()) {
  return household.members.filter(({ from, to }) => (!from || from <= day) && (!to || to >= day));
}

/** So many entries with private details are looked at for names. */
const kNamedMax = 8;

/** Names of members as lists show them, by id, from the household's history; the newest holds. */
export function useNames(history: Entry[] | undefined): (person: string) => string {
  const seqs = (history ?? []).filter((entry) => entry.private).map(({ seq }) => seq);
  return useQueries({
    queries: seqs.slice(-kNamedMax).map((seq) => ({
      queryKey: ['masked', seq],
      queryFn: () => take(api.GET('/v1/entries/{seq}/private', { params: { path: { seq } } })),
      staleTime: 600_000,
      retry: false,
    })),
    combine: (answers) => {
      const names = new Map<string, string>();
      for (const { subject, details } of answers.flatMap(({ data }) => data?.items ?? [])) {
        const name = (details as { name?: unknown } | undefined)?.name;
        if (subject && typeof name === 'string') names.set(subject, name);
      }
      return (person: string) => names.get(person) ?? '';
    },
  });
}
