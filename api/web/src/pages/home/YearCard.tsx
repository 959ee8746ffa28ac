import '@/charts/bars.css';
import { MonthlyMoney } from '@/charts/MonthlyMoney';
import { words } from '@/charts/words';
import { useTitles } from '@/domain/titles';
import { useOffice } from '@/session/session';
import { useWords } from '@/words';
import { useMonths } from './months';

/** The last twelve months of the fund; nothing where nothing is known of it. */
export function YearCard() {
  const say = useWords(words);
  const title = useTitles();
  const { fund } = useOffice();
  const months = useMonths(fund);
  if (!months) return null;
  return (
    <section className="mz-card" aria-labelledby="year">
      <h2 id="year">{say('byMonth')}</h2>
      <MonthlyMoney months={months} fund={title('funds', fund)} />
    </section>
  );
}
