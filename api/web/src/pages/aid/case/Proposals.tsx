import { useQueries, useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { Link } from 'react-router-dom';
import { api, take } from '@/api/client';
import { moment } from '@/domain/dates';
import { useLabels } from '@/domain/labels';
import { useWords } from '@/words';
import { words } from './words';

/** What somebody proposed for this case and nobody seconded yet. */
export function Proposals({ id, fund }: { id: string; fund: string | undefined }) {
  const say = useWords(words);
  const label = useLabels();
  const open = useQuery({
    queryKey: ['proposals', 'of cases'],
    queryFn: () => take(api.GET('/v1/proposals', { params: { query: { limit: 200 } } })),
    enabled: fund !== undefined,
  });
  const ours = (open.data?.items ?? []).filter(
    ({ kind, fund: of }) => (kind === 'case.approved' || kind === 'payee.set') && of === fund,
  );
  const proposals = useQueries({
    queries: ours.map(({ seq }) => ({
      queryKey: ['proposal', seq],
      queryFn: () =>
        take(
          api.GET('/v1/proposals/{kind_or_seq}', {
            params: { path: { kind_or_seq: String(seq) } },
          } as never),
        ) as Promise<{
          seq: number;
          by: string;
          time: string;
          kind: string;
          body: { case?: string };
        }>,
      staleTime: 600_000,
    })),
  });
  return proposals
    .flatMap(({ data }) => (data && data.body.case === id ? [data] : []))
    .map(({ seq, kind, by, time }) => (
      <Alert
        key={seq}
        type="warning"
        showIcon
        role="status"
        style={{ marginBottom: 16 }}
        title={say('proposals')}
        description={say('proposalOf', {
          kind: label('kind', kind),
          by,
          time: moment(time),
        })}
        action={<Link to={`/proposals/${seq}`}>{say('openProposal')}</Link>}
      />
    ));
}
