import { Link } from 'react-router-dom';
import { useLabels } from '@/domain/labels';
import { yuan } from '@/domain/money';
import { useTitles } from '@/domain/titles';
import { StateTag, type Tone } from '@/ui/Tag';
import { useWords } from '@/words';
import type { Finding } from './places';
import { words } from './words';

/** How it stands, as a word with its colour; none where it has no state of its own. */
function useStanding(): (found: Finding) => { tone: Tone; word: string } | undefined {
  const say = useWords(words);
  const label = useLabels();
  return ({ type, title }) => {
    if (title.standing) {
      const tones: Partial<Record<string, Tone>> = { confirmed: 'good', unconfirmed: 'waiting' };
      return { tone: tones[title.standing] ?? 'plain', word: label('standing', title.standing) };
    }
    if (title.stage) return { tone: 'active', word: label('stage', title.stage) };
    if (title.open === false) return { tone: 'plain', word: say('ended') };
    if (type !== 'batch' && title.open === undefined) return undefined;
    if (type === 'batch') {
      return title.released
        ? { tone: 'good', word: say('released') }
        : { tone: 'waiting', word: say('toRelease') };
    }
    return { tone: 'active', word: say('open') };
  };
}

/** What one knows of it beside its name, in the order in which one reads it. */
function useFacts(): (found: Finding) => string[] {
  const say = useWords(words);
  const label = useLabels();
  const name = useTitles();
  return ({ fund, title }) => [
    ...(title.kind ? [label('kind', title.kind)] : []),
    ...(title.amount === undefined ? [] : [`${yuan(title.amount)} ${say('yuan')}`]),
    ...(title.cause ? [label('cause', title.cause)] : []),
    ...(title.class ? [label('householdClass', title.class)] : []),
    ...(title.village ? [say('village', { code: title.village })] : []),
    ...(title.household ? [say('ofHousehold', { id: title.household })] : []),
    ...(title.source ? [label('source', title.source)] : []),
    ...(title.account ? [name('accounts', title.account)] : []),
    ...(title.date ? [title.date] : []),
    ...(title.actor ? [say('by', { who: title.actor })] : []),
    ...(title.ref ? [title.ref] : []),
    ...(fund ? [name('funds', fund)] : []),
  ];
}

export function FindingRow({ found, to }: { found: Finding; to: string | undefined }) {
  const say = useWords(words);
  const state = useStanding()(found);
  const facts = useFacts()(found);
  const name = `${say(found.type)} ${found.id}`;
  return (
    <li>
      <div className="mz-found-head">
        {to ? <Link to={to}>{name}</Link> : <strong>{name}</strong>}
        {state && <StateTag tone={state.tone}>{state.word}</StateTag>}
      </div>
      <div className="mz-muted mz-figure-text">{facts.join(' · ')}</div>
    </li>
  );
}
