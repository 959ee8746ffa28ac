import { useState } from 'react';
import { Button, Empty, Spin } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { api, take, type Schemas } from '@/api/client';
import { useOffice } from '@/session/session';
import { Yuan } from '@/ui/Money';
import { useWords } from '@/words';
import { CancelIncome } from './CancelIncome';
import { incomeWords } from './incomeWords';
import { useTrace, type Gift } from './reads';
import { StandingTag } from './Standing';
import { words } from './words';

type Entry = Schemas['entry'];

/** Where an income stands is what its money became. */
function standingOf(became: Schemas['hop']['became'] | undefined): Gift['standing'] {
  const same = became === 'unconfirmed' || became === 'cancelled' || became === 'reversed';
  return same ? became : 'confirmed';
}

function Row({ entry }: { entry: Entry }) {
  const say = useWords(words);
  const sayIncome = useWords(incomeWords);
  const { session, fund } = useOffice();
  const [open, setOpen] = useState(false);
  const trace = useTrace(entry.seq).data;
  const standing = trace && standingOf(trace.hops[0]?.became);
  const { amount } = entry.body as Schemas['body_injection_received'];
  const name = sayIncome('entryName', { seq: entry.seq });
  return (
    <li>
      <span>{name}</span>
      <span>{standing && <StandingTag standing={standing} />}</span>
      <span className="mz-gift-amount">
        <Yuan fen={amount} />
      </span>
      <span className="mz-gift-acts mz-right">
        {standing === 'unconfirmed' && entry.actor === session.person && (
          <Button
            type="link"
            danger
            size="small"
            aria-label={`${say('cancelIncome')} ${name}`}
            onClick={() => setOpen(true)}
          >
            {say('cancelIncome')}
          </Button>
        )}
      </span>
      {open && (
        <CancelIncome
          income={{ seq: entry.seq, fund: entry.fund ?? fund, amount, number: name }}
          onClose={() => setOpen(false)}
        />
      )}
    </li>
  );
}

/** The newest of a kind, where each stands, and the undoing of what nobody has confirmed. */
export function RecentIncome({ kind }: { kind: 'injection.received' | 'transfer.received' }) {
  const say = useWords(incomeWords);
  const { fund } = useOffice();
  const list = useQuery({
    queryKey: ['income', 'recent', kind, fund],
    queryFn: () =>
      take(api.GET('/v1/entries', { params: { query: { kind, fund, order: 'desc', limit: 10 } } })),
  });
  const entries = list.data?.items.map(({ entry }) => entry);
  return (
    <section className="mz-card">
      <h2>{say('recent')}</h2>
      {!entries && <Spin />}
      {entries?.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={say('none')} />
      )}
      <ul className="mz-gift-rows">
        {entries?.map((entry) => (
          <Row key={entry.seq} entry={entry} />
        ))}
      </ul>
    </section>
  );
}
