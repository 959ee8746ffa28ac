import { useState } from 'react';
import { Button } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { words as appWords } from '@/app/words';
import { moment } from '@/domain/dates';
import { useLabels } from '@/domain/labels';
import { useTitles } from '@/domain/titles';
import { PasswordForm } from '@/session/FirstPassword';
import { SecondFactorForm } from '@/session/SecondFactor';
import { useOffice } from '@/session/session';
import { words as sessionWords } from '@/session/words';
import { Page } from '@/ui/Page';
import { StateTag } from '@/ui/Tag';
import { useWords } from '@/words';
import { words } from './words';

function WhoIAm() {
  const say = useWords(words);
  const label = useLabels();
  const title = useTitles();
  const { session } = useOffice();
  const all = session.entity ? say('allFunds') : say('wholeLedger');
  return (
    <section className="mz-card">
      <h2>{say('who')}</h2>
      <dl className="mz-facts">
        <dt>{say('person')}</dt>
        <dd>{session.person}</dd>
        <dt>{say('duties')}</dt>
        <dd>{session.duties.map((duty) => label('duty', duty)).join('、')}</dd>
        <dt>{say('entity')}</dt>
        <dd>{session.entity ? title('entities', session.entity) : say('wholeLedger')}</dd>
        <dt>{say('scope')}</dt>
        <dd>{session.scope?.map((fund) => title('funds', fund)).join('、') ?? all}</dd>
      </dl>
      <p className="mz-muted">{say('wrong')}</p>
    </section>
  );
}

function ThisSession() {
  const say = useWords(words);
  const sayApp = useWords(appWords);
  const { session, signOut } = useOffice();
  return (
    <section className="mz-card">
      <h2>{say('session')}</h2>
      <dl className="mz-facts">
        <dt>{say('since')}</dt>
        <dd>{moment(session.created)}</dd>
        <dt>{say('ends')}</dt>
        <dd>{moment(session.expires)}</dd>
        <dt>{say('idle')}</dt>
        <dd>{say('idleAfter')}</dd>
      </dl>
      <Button style={{ marginTop: 16 }} onClick={() => void signOut()}>
        {sayApp('signOut')}
      </Button>
    </section>
  );
}

function Factor() {
  const say = useWords(words);
  const { session } = useOffice();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const on = session.second_factor;
  return (
    <section className="mz-card">
      <h2>{say('factor')}</h2>
      <StateTag tone={on ? 'good' : 'plain'}>{say(on ? 'factorOn' : 'factorOff')}</StateTag>
      <p className="mz-muted">{say('factorWhy')}</p>
      {open && (
        <SecondFactorForm
          onDone={async () => {
            setOpen(false);
            await queries.invalidateQueries();
          }}
        />
      )}
      <Button style={{ marginTop: 8 }} onClick={() => setOpen(!open)}>
        {say(open ? 'factorCancel' : on ? 'factorAnew' : 'factorSet')}
      </Button>
    </section>
  );
}

export default function Account() {
  const say = useWords(appWords);
  const saySession = useWords(sessionWords);
  return (
    <Page title={say('account')}>
      <div className="mz-grid mz-grid-wide">
        <WhoIAm />
        <ThisSession />
        <section className="mz-card">
          <h2>{saySession('change')}</h2>
          <PasswordForm onDone={() => undefined} />
        </section>
        <Factor />
      </div>
    </Page>
  );
}
