import { useState } from 'react';
import { Alert, App, Button } from 'antd';
import { api, Refused, take } from '@/api/client';
import { words as uiWords } from '@/ui/words';
import { useWords } from '@/words';
import { FirstPasswordSlip } from './FirstPasswordSlip';
import { words } from './words';

type Act = 'giveFirst' | 'resetFactor' | 'endSessions';
const kActs: readonly Act[] = ['giveFirst', 'resetFactor', 'endSessions'];

async function run(act: Act, person: string): Promise<string | undefined> {
  const params = { path: { person } };
  switch (act) {
    case 'giveFirst':
      return (await take(api.POST('/v1/people/{person}/password', { params }))).password;
    case 'resetFactor':
      await take(api.DELETE('/v1/people/{person}/second-factor', { params }));
      return undefined;
    case 'endSessions':
      await take(api.DELETE('/v1/people/{person}/sessions', { params }));
      return undefined;
  }
}

/** How somebody comes in: a first password, a second factor taken away, sessions ended. */
export function Access({ person }: { person: string }) {
  const say = useWords(words);
  const sayUi = useWords(uiWords);
  const { message, modal } = App.useApp();
  const [busy, setBusy] = useState<Act>();
  const [problem, setProblem] = useState<string>();
  const [password, setPassword] = useState<string>();

  async function perform(act: Act) {
    setBusy(act);
    setProblem(undefined);
    try {
      const given = await run(act, person);
      if (given) setPassword(given);
      else void message.success(say('done'));
    } catch (error) {
      setProblem(error instanceof Refused ? error.problem.title : sayUi('unreachable'));
    } finally {
      setBusy(undefined);
    }
  }

  function ask(act: Act) {
    void modal.confirm({
      title: sayUi('nameIs', { name: say(act), value: person }),
      content: say(`${act}About`),
      okText: say(act),
      cancelText: say('cancel'),
      onOk: () => perform(act),
    });
  }

  return (
    <section className="mz-card">
      <h2>{say('access')}</h2>
      <p className="mz-muted">{say('accessAbout')}</p>
      {problem && <Alert type="error" showIcon role="alert" title={problem} />}
      <ul className="mz-acts">
        {kActs.map((act) => (
          <li key={act}>
            <Button onClick={() => ask(act)} loading={busy === act}>
              {say(act)}
            </Button>
            <span className="mz-muted">{say(`${act}About`)}</span>
          </li>
        ))}
      </ul>
      {password && (
        <FirstPasswordSlip
          person={person}
          password={password}
          onClose={() => setPassword(undefined)}
        />
      )}
    </section>
  );
}
