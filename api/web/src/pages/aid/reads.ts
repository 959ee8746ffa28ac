import { useQuery } from '@tanstack/react-query';
import { api, take, type Schemas } from '@/api/client';

export type CasePage = Schemas['case_page'];
export type StandingCase = Schemas['standing_case'];
export type Household = Schemas['row_household'];
export type HouseholdPage = Schemas['household_page'];
export type Entry = Schemas['entry'];
export type Limits = Schemas['row_policy']['limits'];
export type Doc = Schemas['docs'][number];

export function readCase(id: string): Promise<CasePage> {
  return take(api.GET('/v1/cases/{case}', { params: { path: { case: id } } }));
}

export function useCase(id: string) {
  return useQuery({ queryKey: ['case', id], queryFn: () => readCase(id) });
}

export function useHousehold(id: string | undefined) {
  return useQuery({
    queryKey: ['household', id],
    queryFn: () =>
      take(api.GET('/v1/households/{household}', { params: { path: { household: id ?? '' } } })),
    enabled: id !== undefined && id !== '',
  });
}

/** The limits in force; undefined while they are not known. */
export function useLimits(): Limits | undefined {
  return useQuery({
    queryKey: ['policy'],
    queryFn: () => take(api.GET('/v1/policy', {})),
    staleTime: 300_000,
  }).data?.limits;
}

/** All who have an account, with their duties. */
export function usePeople(): Schemas['row_person'][] {
  const people = useQuery({
    queryKey: ['people', 'all'],
    queryFn: () => take(api.GET('/v1/people', { params: { query: { limit: 1000 } } })),
    staleTime: 300_000,
  });
  return people.data?.items ?? [];
}

/** What an entry's body says; each kind has fields of its own. */
export function bodyOf<K extends keyof Bodies>(entry: Entry | undefined, kind: K) {
  return entry?.kind === kind ? (entry.body as unknown as Bodies[K]) : undefined;
}

export interface Bodies {
  'case.opened': Schemas['body_case_opened'];
  'case.surveyed': Schemas['body_case_surveyed'];
  'case.reviewed': Schemas['body_case_reviewed'];
  'case.returned': Schemas['body_case_returned'];
  'case.rejected': Schemas['body_case_rejected'];
  'case.withdrawn': Schemas['body_case_withdrawn'];
  'case.lapsed': Schemas['body_case_lapsed'];
  'case.approved': Schemas['body_case_approved'];
  'case.ratified': Schemas['body_case_ratified'];
  'evidence.attached': Schemas['body_evidence_attached'];
  'payee.set': Schemas['body_payee_set'];
  'aid.paid': Schemas['body_aid_paid'];
  'aid.failed': Schemas['body_aid_failed'];
  'aid.returned': Schemas['body_aid_returned'];
  'aid.delivered': Schemas['body_aid_delivered'];
  'household.registered': Schemas['body_household_registered'];
  'household.changed': Schemas['body_household_changed'];
}

/** The body of the last entry of a kind in a history. */
export function lastOf<K extends keyof Bodies>(history: Entry[] | undefined, kind: K) {
  return bodyOf(
    history?.findLast((entry) => entry.kind === kind),
    kind,
  );
}
