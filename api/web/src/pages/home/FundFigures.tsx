import { Skeleton } from 'antd';
import { Link } from 'react-router-dom';
import type { Schemas } from '@/api/client';
import { freeOf, sumOf, usePools } from '@/domain/bookRows';
import { useLabels } from '@/domain/labels';
import { useTitles } from '@/domain/titles';
import { useOffice } from '@/session/session';
import { Money } from '@/ui/Money';
import { LoadProblem } from '@/ui/Problem';
import { useWords } from '@/words';
import { Figure } from './Figure';
import { useMonths } from './months';
import { words } from './words';

const kSources: readonly Schemas['source'][] = ['donation', 'gov'];

function ThisMonth({ fund }: { fund: string }) {
  const say = useWords(words);
  const figures = useMonths(fund)?.at(-1);
  if (!figures) return null;
  return (
    <>
      <Figure
        name={say('monthGifts')}
        unit={say('yuan')}
        note={say('monthGiftsCount', { n: figures.gifts.toLocaleString() })}
      >
        <Money fen={figures.donated} strong />
      </Figure>
      {figures.government !== 0 && (
        <Figure name={say('monthGov')} unit={say('yuan')}>
          <Money fen={figures.government} strong />
        </Figure>
      )}
      {figures.aided !== undefined && (
        <Figure
          name={say('aided')}
          unit={say('yuan')}
          note={say('aidedCount', { n: figures.households ?? 0 })}
        >
          <Money fen={figures.aided} strong />
        </Figure>
      )}
    </>
  );
}

/** The money of the fund that one works for: what came in, what is free, what is to be paid. */
export function FundFigures() {
  const say = useWords(words);
  const label = useLabels();
  const title = useTitles();
  const { fund } = useOffice();
  const pools = usePools();
  const ours = pools.data?.filter((pool) => pool.fund === fund) ?? [];
  const of = (source: Schemas['source']) => ours.filter((pool) => pool.source === source);
  return (
    <section className="mz-card" aria-labelledby="figures">
      <h2 id="figures">{fund ? title('funds', fund) : say('figures')}</h2>
      {pools.isError && <LoadProblem error={pools.error} again={() => void pools.refetch()} />}
      {pools.isPending && <Skeleton active={false} />}
      {pools.data && (
        <dl className="mz-figures">
          <ThisMonth fund={fund} />
          {kSources
            .filter((source) => source === 'donation' || of(source).length > 0)
            .map((source) => (
              <Figure
                key={source}
                name={say('free', { source: label('source', source) })}
                unit={say('yuan')}
              >
                <Money fen={sumOf(of(source), freeOf)} strong />
              </Figure>
            ))}
          <Figure name={say('reserved')} unit={say('yuan')}>
            <Money fen={sumOf(ours, (pool) => pool.reserved)} strong />
          </Figure>
        </dl>
      )}
      <Link to="/balances">{say('allBalances')}</Link>
    </section>
  );
}
