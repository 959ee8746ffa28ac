import { useEffect, useRef, useState } from 'react';
import { Alert, Button, Flex, Grid, Skeleton } from 'antd';
import { Link, useNavigate, useParams } from 'react-router-dom';
import type { Written } from '@/api/write';
import { Page } from '@/ui/Page';
import { LoadProblem } from '@/ui/Problem';
import { words as uiWords } from '@/ui/words';
import { useWords } from '@/words';
import { AidTable } from '../Household';
import { PapersList } from '../PapersList';
import { useCase, useHousehold, type CasePage } from '../reads';
import { Acts, MayNot } from './Acts';
import { FreeMoney, Income, MedicalRemainder, Payee, Rules, Summary } from './Facts';
import { nextStep } from './next';
import { Proposals } from './Proposals';
import { Timeline } from './Timeline';
import { words } from './words';
import '../aid.css';

interface Done {
  seq: number;
  proposed: boolean;
}

/** What was done just now, and what comes next. */
function DoneNote({ done, page }: { done: Done; page: CasePage }) {
  const say = useWords(words);
  const sayUi = useWords(uiWords);
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => note.current?.focus(), [done]);
  const step = nextStep(page);
  return (
    <div ref={note} tabIndex={-1} style={{ marginBottom: 16 }}>
      <Alert
        type="success"
        showIcon
        role="status"
        title={say(done.proposed ? 'proposedDone' : 'done', { seq: done.seq })}
        description={
          step ? sayUi('nameIs', { name: say('nextStep'), value: say(step) }) : say('endedWhy')
        }
      />
    </div>
  );
}

function Body({ page, done }: { page: CasePage; done: Done | undefined }) {
  const say = useWords(words);
  const household = page.household?.household;
  const family = useHousehold(household);
  return (
    <>
      {done && <DoneNote done={done} page={page} />}
      {!page.open && !done && (
        <Alert type="info" showIcon title={say('endedWhy')} style={{ marginBottom: 16 }} />
      )}
      <Proposals id={page.id} fund={page.standing?.case.fund} />
      <div className="mz-aid-case">
        <div>
          <Summary page={page} family={family.data} />
          <MayNot page={page} />
          <Rules page={page} />
          <div className="mz-aid-small">
            <Income page={page} />
            <MedicalRemainder page={page} />
            {page.aid && (
              <section className="mz-card">
                <Flex justify="space-between">
                  <h2>{say('earlier')}</h2>
                  {household && <Link to={`/households/${household}`}>{say('openFile')}</Link>}
                </Flex>
                <AidTable aid={page.aid.filter((one) => one.case !== page.id)} />
              </section>
            )}
            <FreeMoney page={page} />
            <Payee page={page} />
          </div>
        </div>
        <div>
          <Timeline history={page.history} />
          <PapersList history={page.history} />
        </div>
      </div>
    </>
  );
}

export default function CaseFile() {
  const say = useWords(words);
  const go = useNavigate();
  const { case: id = '' } = useParams();
  const asked = useCase(id);
  const wide = Grid.useBreakpoint().lg ?? true;
  const [done, setDone] = useState<Done>();
  const page = asked.data;
  const onDone = (written: Written, proposed: boolean) => setDone({ seq: written.seq, proposed });
  const acts = page?.open && <Acts page={page} onDone={onDone} />;
  return (
    <Page
      title={say('title', { id })}
      actions={
        <>
          <Button onClick={() => go(`/cases/${id}/form`)}>{say('printForm')}</Button>
          {wide && acts}
        </>
      }
    >
      {asked.isError && <LoadProblem error={asked.error} again={() => void asked.refetch()} />}
      {asked.isPending && <Skeleton active />}
      {page && <Body page={page} done={done} />}
      {!wide && acts && (
        <div className="mz-aid-bar mz-no-print">
          <div className="mz-aid-doers">{acts}</div>
        </div>
      )}
    </Page>
  );
}
