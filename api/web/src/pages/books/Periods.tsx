import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { api, take, type Schemas } from '@/api/client';
import { kPageRowsMax, takeAll } from '@/api/all';
import { words as appWords } from '@/app/words';
import { useEntities, useEntityId, type Entity } from '@/domain/bookRows';
import { moment, today } from '@/domain/dates';
import { useTitles } from '@/domain/titles';
import { Page } from '@/ui/Page';
import { LoadProblem } from '@/ui/Problem';
import { StateTag } from '@/ui/Tag';
import { useWords } from '@/words';
import './books.css';
import { CloseMonth } from './CloseMonth';
import { monthAfter } from './trial';
import { words } from './words';

interface Closing {
  month: string;
  actor: string;
  time: string;
}

/** The closings of an entity, oldest first. */
function useClosings(entity: string | undefined) {
  return useQuery({
    queryKey: ['closings', entity],
    queryFn: async () => {
      const query = { kind: 'period.closed' as const, limit: kPageRowsMax };
      const rows = await takeAll<Schemas['listed_entry']>((cursor) =>
        take(api.GET('/v1/entries', { params: { query: { ...query, cursor } } })),
      );
      return rows.flatMap(({ entry }): Closing[] => {
        const body = entry.body as unknown as Schemas['body_period_closed'];
        const { actor, time } = entry;
        return body.entity === entity ? [{ month: body.period, actor, time }] : [];
      });
    },
  });
}

/** How many months of each sort are shown. */
const kMonths = 12;

function Months({ entity, closings }: { entity: Entity; closings: Closing[] }) {
  const say = useWords(words);
  const current = today().slice(0, 7);
  const openMonths = monthsBetween(entity.open_from, current).reverse();
  const shown = openMonths.slice(0, kMonths);
  const closed = [...closings].reverse().slice(0, kMonths);
  return (
    <section className="mz-card">
      <h2 id="months">{say('months')}</h2>
      <div className="bk-table">
        <table aria-labelledby="months">
          <tbody>
            {shown.map((month) => (
              <tr key={month}>
                <th scope="row" className="mz-figure">
                  {month}
                </th>
                <td>
                  {month === current ? (
                    <StateTag tone="plain">{say('current')}</StateTag>
                  ) : month === entity.open_from ? (
                    <StateTag tone="waiting">{say('nextToClose')}</StateTag>
                  ) : (
                    <StateTag tone="plain">{say('open')}</StateTag>
                  )}
                </td>
              </tr>
            ))}
            {openMonths.length > kMonths && (
              <tr>
                <th scope="row">{say('moreMonths')}</th>
                <td>
                  {say('daysRange', {
                    from: entity.open_from,
                    to: openMonths[kMonths] as string,
                  })}{' '}
                  <StateTag tone="plain">{say('open')}</StateTag>
                </td>
              </tr>
            )}
            {closed.map(({ month, actor, time }) => (
              <tr key={month}>
                <th scope="row" className="mz-figure">
                  {month}
                </th>
                <td>
                  <StateTag tone="good">{say('closed')}</StateTag>
                  <span className="mz-muted">
                    {say('closedBy', { who: actor, when: moment(time) })}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  for (let month = from; month <= to; month = monthAfter(month)) months.push(month);
  return months;
}

/** 结账: what is closed, and the month that comes next. */
export default function Periods() {
  const say = useWords(words);
  const sayApp = useWords(appWords);
  const title = useTitles();
  const entityId = useEntityId();
  const entities = useEntities();
  const closings = useClosings(entityId);
  const failed = [entities, closings].find((one) => one.isError);
  const entity = entities.data?.find((one) => one.entity === entityId);
  return (
    <Page
      title={sayApp('periods')}
      about={`${title('entities', entityId)}。${say('periodsAbout')}`}
    >
      {failed ? (
        <LoadProblem error={failed.error} again={() => void failed.refetch()} />
      ) : !entity || !closings.data ? (
        <Skeleton active />
      ) : (
        <>
          <CloseMonth key={entity.open_from} entity={entity} />
          <Months entity={entity} closings={closings.data} />
        </>
      )}
    </Page>
  );
}
