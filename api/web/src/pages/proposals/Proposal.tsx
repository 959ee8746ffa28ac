import { Alert, Spin } from 'antd';
import { Link, useNavigate, useParams } from 'react-router-dom';
import { Refused } from '@/api/client';
import { moment } from '@/domain/dates';
import { useLabels } from '@/domain/labels';
import { useTitles } from '@/domain/titles';
import { usePeople } from '@/pages/admin/reads';
import { useOffice } from '@/session/session';
import { Page } from '@/ui/Page';
import { LoadProblem } from '@/ui/Problem';
import { useWords } from '@/words';
import { Left } from './Card';
import { Content } from './Content';
import { Decide } from './Decide';
import './proposals.css';
import { useForMe, useProposal, useWaiting, type Proposal as One } from './reads';
import { whyNot } from './standing';
import { words } from './words';

function Whole({ proposal }: { proposal: One }) {
  const say = useWords(words);
  const title = useTitles();
  const go = useNavigate();
  const { session } = useOffice();
  const waiting = useWaiting().data?.find(({ seq }) => seq === proposal.seq);
  const listed = useWaiting().data !== undefined;
  const forMe = useForMe().data;
  const people = usePeople().data;
  const { by, time, expires, fund } = proposal;
  return (
    <article className="mz-card mz-queue">
      <p className="mz-muted mz-proposal-head">
        {waiting && <Left expires={waiting.expires} />}
        {say('by', { who: by })} · {moment(time)}
        {waiting && expires && ` · ${say('until', { time: moment(expires) })}`}
        {fund && ` · ${title('funds', fund)}`}
      </p>
      <Content proposal={proposal} waiting={waiting !== undefined} />
      {listed && !waiting && <Alert type="info" showIcon title={say('closed')} />}
      {waiting && people && (
        <Decide
          proposal={proposal}
          why={whyNot(waiting, session, people, forMe)}
          onDone={() => go('/proposals')}
        />
      )}
    </article>
  );
}

export default function Proposal() {
  const say = useWords(words);
  const label = useLabels();
  const { seq = '' } = useParams();
  const proposal = useProposal(Number(seq));
  const closed = proposal.error instanceof Refused && proposal.error.status === 404;
  return (
    <Page
      title={
        proposal.data
          ? say('titleOf', { seq, what: label('kind', proposal.data.kind) })
          : say('title', { seq })
      }
      actions={<Link to="/proposals">{say('back')}</Link>}
    >
      {proposal.isPending && <Spin />}
      {closed && <Alert type="info" showIcon title={say('closed')} />}
      {proposal.isError && !closed && (
        <LoadProblem error={proposal.error} again={() => void proposal.refetch()} />
      )}
      {proposal.data && <Whole proposal={proposal.data} />}
    </Page>
  );
}
