import { Spin } from 'antd';
import { Link } from 'react-router-dom';
import { moment } from '@/domain/dates';
import { useLabels } from '@/domain/labels';
import { useTitles } from '@/domain/titles';
import { LoadProblem } from '@/ui/Problem';
import { StateTag } from '@/ui/Tag';
import { useWords } from '@/words';
import { Content } from './Content';
import { Decide } from './Decide';
import { useProposal, type Row } from './reads';
import { daysLeft, type Why } from './standing';
import { words } from './words';

export function Left({ expires }: { expires: string }) {
  const say = useWords(words);
  const days = daysLeft(expires, Date.now());
  if (days < 0) return <StateTag tone="bad">{say('expired')}</StateTag>;
  if (days === 0) return <StateTag tone="bad">{say('lastDay')}</StateTag>;
  return <StateTag tone={days < 3 ? 'waiting' : 'plain'}>{say('daysLeft', { n: days })}</StateTag>;
}

/** One proposal in the queue, with all that one needs to decide. */
export function Card({ row, why, onDone }: { row: Row; why: Why | undefined; onDone: () => void }) {
  const say = useWords(words);
  const label = useLabels();
  const title = useTitles();
  const proposal = useProposal(row.seq);
  const name = `proposal-${row.seq}`;
  return (
    <article className="mz-card" aria-labelledby={name}>
      <header className="mz-proposal-head">
        <h2 id={name}>
          <Link to={`/proposals/${row.seq}`}>{label('kind', row.kind)}</Link>
        </h2>
        <Left expires={row.expires} />
        <span className="mz-muted">
          {say('by', { who: row.by })}
          {proposal.data && ` · ${moment(proposal.data.time)}`}
          {row.fund && ` · ${title('funds', row.fund)}`}
        </span>
      </header>
      {proposal.isPending && <Spin />}
      {proposal.isError && (
        <LoadProblem error={proposal.error} again={() => void proposal.refetch()} />
      )}
      {proposal.data && <Content proposal={proposal.data} waiting />}
      {proposal.data && <Decide proposal={proposal.data} why={why} onDone={onDone} />}
    </article>
  );
}
