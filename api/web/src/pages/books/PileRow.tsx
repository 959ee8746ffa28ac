import { useId, useState } from 'react';
import { Alert, Button, Input } from 'antd';
import { useLabels } from '@/domain/labels';
import { parseYuan, yuan } from '@/domain/money';
import { useTitles } from '@/domain/titles';
import { Yuan } from '@/ui/Money';
import { StateTag } from '@/ui/Tag';
import { useWords } from '@/words';
import { PileItems } from './PileItems';
import { firstDay, lastDay, type Pile } from './piles';
import { words } from './words';

/** What a pile is called: its import with its days, or its day. */
export function usePileName(): (pile: Pile) => string {
  const say = useWords(words);
  const title = useTitles();
  return (pile) => {
    const days =
      firstDay(pile) === lastDay(pile)
        ? firstDay(pile)
        : say('daysRange', { from: firstDay(pile), to: lastDay(pile) });
    return `${days} ${title('accounts', pile.account)}`;
  };
}

function Verdict({ typed, pile }: { typed: string; pile: Pile }) {
  const say = useWords(words);
  if (typed.trim() === '') return null;
  const fen = parseYuan(typed);
  if (fen === undefined) return <StateTag tone="bad">{say('notAmount')}</StateTag>;
  if (fen === pile.amount) return <StateTag tone="good">{say('agrees')}</StateTag>;
  return <StateTag tone="bad">{say('differs', { amount: yuan(fen - pile.amount) })}</StateTag>;
}

/** One pile: what it is, what the statement says, and whether both agree. */
export function PileRow({
  pile,
  may,
  busy,
  blocked,
  progress,
  onMove,
  onConfirm,
}: {
  pile: Pile;
  may: boolean;
  busy: boolean;
  blocked: boolean;
  progress?: string;
  onMove: (by: number) => void;
  onConfirm: (against: string) => Promise<void>;
}) {
  const say = useWords(words);
  const label = useLabels();
  const title = useTitles();
  const what = usePileName()(pile);
  const count = pile.count.toLocaleString('en');
  const inside = useId();
  const [typed, setTyped] = useState('');
  const [against, setAgainst] = useState('');
  const [open, setOpen] = useState(false);
  const [refused, setRefused] = useState(false);
  const fen = parseYuan(typed);
  const differs = typed.trim() !== '' && fen !== pile.amount;

  function confirm() {
    setRefused(differs);
    if (!differs && !blocked) void onConfirm(against.trim());
  }
  function onKeyDown(event: React.KeyboardEvent) {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by !== 0) {
      event.preventDefault();
      onMove(by);
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      if (typed.trim() === '') setOpen(!open);
      else if (may) confirm();
    }
  }

  return (
    <li className="bk-pile">
      <div className="bk-pile-row">
        <div className="bk-what">
          <strong>{firstDay(pile)}</strong>
          {lastDay(pile) !== firstDay(pile) && <> – {lastDay(pile)}</>}
          {pile.import && <div className="mz-muted">{say('importPile', { id: pile.import })}</div>}
        </div>
        <div className="bk-account">
          {title('accounts', pile.account)}
          <div className="mz-muted">{label('source', pile.source)}</div>
        </div>
        <div className="bk-amount">
          <Yuan fen={pile.amount} strong />
          <div className="mz-muted">{say('nIncomes', { n: count })}</div>
        </div>
        <div className="bk-statement">
          <Input
            value={typed}
            aria-label={say('statementOf', { what })}
            placeholder={say('statement')}
            inputMode="decimal"
            autoComplete="off"
            suffix={say('yuan')}
            onChange={(event) => {
              setTyped(event.target.value);
              setRefused(false);
            }}
            onKeyDown={onKeyDown}
          />
          <span className="bk-verdict" aria-live="polite">
            <Verdict typed={typed} pile={pile} />
          </span>
        </div>
        <div className="bk-buttons">
          <Button
            aria-expanded={open}
            aria-controls={inside}
            aria-label={say('lookOf', { what })}
            onClick={() => setOpen(!open)}
          >
            {say('look')}
          </Button>
          {may && (
            <Button
              type="primary"
              loading={busy}
              disabled={blocked && !busy}
              aria-label={say('confirmOf', { what, n: count })}
              onClick={confirm}
            >
              {progress ?? say('confirm', { n: count })}
            </Button>
          )}
        </div>
      </div>
      {refused && differs && fen !== undefined && (
        <Alert
          type="warning"
          showIcon
          role="alert"
          title={say('statementDiffers', { amount: yuan(Math.abs(fen - pile.amount)) })}
        />
      )}
      <div id={inside} hidden={!open}>
        {open && (
          <PileItems pile={pile} what={what} may={may} against={against} setAgainst={setAgainst} />
        )}
      </div>
    </li>
  );
}
