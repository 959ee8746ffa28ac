import { useLabels } from '@/domain/labels';
import { hasDuty, useOffice } from '@/session/session';
import { Page } from '@/ui/Page';
import { useLanguage, useWords } from '@/words';
import { FundFigures } from './FundFigures';
import './home.css';
import { LedgerState } from './LedgerState';
import { MachineState } from './MachineState';
import { Waiting } from './Waiting';
import { words } from './words';
import { YearCard } from './YearCard';

function greeting(hour: number) {
  return hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening';
}

/** Today, with its day of the week. */
function useDay() {
  const locale = useLanguage() === 'zh' ? 'zh-CN' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full' }).format(new Date());
}

export default function Home() {
  const say = useWords(words);
  const { session } = useOffice();
  const label = useLabels();
  const day = useDay();
  const administrator = hasDuty(session, 'administrator');
  return (
    <Page
      title={say('hello', {
        greeting: say(greeting(new Date().getHours())),
        who: session.person,
      })}
      about={`${session.duties.map((duty) => label('duty', duty)).join(say('comma'))} · ${day}`}
    >
      <div className="mz-home">
        <div>
          <Waiting />
          {!administrator && <YearCard />}
        </div>
        <div>
          {!administrator && <FundFigures />}
          {hasDuty(session, 'auditor') && <LedgerState />}
          {administrator && <MachineState />}
        </div>
      </div>
    </Page>
  );
}
