import { hasDuty, useOffice } from '@/session/session';
import { Page } from '@/ui/Page';
import { useWords } from '@/words';
import { FundFigures } from './FundFigures';
import './home.css';
import { LedgerState } from './LedgerState';
import { MachineState } from './MachineState';
import { Waiting } from './Waiting';
import { words } from './words';

function greeting(hour: number) {
  return hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening';
}

export default function Home() {
  const say = useWords(words);
  const { session } = useOffice();
  const administrator = hasDuty(session, 'administrator');
  return (
    <Page
      title={say('hello', {
        greeting: say(greeting(new Date().getHours())),
        who: session.person,
      })}
    >
      <div className="mz-home">
        <Waiting />
        <div>
          {!administrator && <FundFigures />}
          {hasDuty(session, 'auditor') && <LedgerState />}
          {administrator && <MachineState />}
        </div>
      </div>
    </Page>
  );
}
