import { useLanguage, useWords } from '@/words';
import { Frame } from './Frame';
import { proves, provesNot, words } from './words';

/** What a proof proves and what it does not, in plain words. */
export function ProofPage() {
  const say = useWords(words);
  const place = useLanguage() === 'zh' ? 0 : 1;
  return (
    <Frame title={say('proofTitle')}>
      <section className="card">
        {proves.map((text) => (
          <p key={text[1]}>{text[place]}</p>
        ))}
        <ul>
          {provesNot.map((text) => (
            <li key={text[1]}>{text[place]}</li>
          ))}
        </ul>
      </section>
    </Frame>
  );
}
