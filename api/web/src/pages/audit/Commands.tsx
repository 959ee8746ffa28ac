import { useWords } from '@/words';
import { CopyButton } from './CopyButton';
import { words } from './words';

/** What an auditor types on a computer of their own. */
function commandsOf(server: string) {
  const access = '--vkey log.vkey --token-file auditor-token.txt';
  return [
    ['commandVerify', `mingzhang-audit verify ${server} ${access} --expect kept.txt`],
    ['commandDiff', `mingzhang-audit diff kept.txt today.txt ${server} ${access}`],
    ['commandProof', `mingzhang-audit consistency kept.txt today.txt ${server} > today.proof`],
    ['commandTiles', 'mingzhang-audit export LEDGER tiles --as tiles'],
    ['commandBundle', 'mingzhang-audit export LEDGER handed-over'],
  ] as const;
}

export function Commands() {
  const say = useWords(words);
  return (
    <section className="mz-card mz-no-print" aria-labelledby="commands">
      <h2 id="commands">{say('commands')}</h2>
      <p className="mz-muted">{say('commandsAbout')}</p>
      <ul className="mz-commands">
        {commandsOf(location.origin).map(([name, command]) => (
          <li key={name}>
            <div>{say(name)}</div>
            <div className="mz-command">
              <code className="mz-code">{command}</code>
              <CopyButton text={command} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
