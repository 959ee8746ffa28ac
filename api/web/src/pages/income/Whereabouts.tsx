import { Table } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { api, take, type Schemas } from '@/api/client';
import { yuan } from '@/domain/money';
import { today } from '@/domain/dates';
import { useTableParts } from '@/domain/tableRows';
import { inForce } from '@/domain/tableVersions';
import { Money } from '@/ui/Money';
import { words as uiWords } from '@/ui/words';
import { useWords } from '@/words';
import { fenOf, leavesOf, type Leaf } from './hops';
import type { FollowedGift } from './reads';
import { traceWords } from './traceWords';
import { words } from './words';

interface Helped {
  household: string;
  cause: string;
  county?: string;
}

/** What a case was about, of its request; the county is that of the household's village. */
async function readHelped(id: string): Promise<Helped | undefined> {
  const page = await take(api.GET('/v1/cases/{case}', { params: { path: { case: id } } }));
  const opened = page.history.find(({ kind }) => kind === 'case.opened');
  if (!opened) return undefined;
  const { household, cause } = opened.body as Schemas['body_case_opened'];
  const file = await take(
    api.GET('/v1/households/{household}', { params: { path: { household } } }),
  );
  const entry = file.history?.findLast(({ body }) => 'village' in body);
  const village = (entry?.body as { village?: string } | undefined)?.village;
  return { household, cause, county: village?.slice(0, 6) };
}

/** One sentence: who was helped with it, and how many gave with them. */
function Sentence({ gift, leaves }: { gift: FollowedGift; leaves: Leaf[] }) {
  const say = useWords(words);
  const sayTrace = useWords(traceWords);
  const regions = inForce(useTableParts('regions').data ?? [], today());
  const first = leaves.find(({ became }) => became === 'paid')?.case;
  const n = gift.households ?? 0;
  const others = gift.other_gifts ?? 0;
  const helped = useQuery({
    queryKey: ['income', 'helped', first],
    queryFn: () => readHelped(first ?? ''),
    enabled: n === 1 && first !== undefined,
    staleTime: 600_000,
    retry: false,
  });
  if (n === 0) return null;
  if (n > 1 || helped.isError) {
    return <>{say(others > 0 ? 'helpedManyTogether' : 'helpedManyAlone', { others, n })}</>;
  }
  if (!helped.data) return null;
  const { cause, county } = helped.data;
  const place = regions.find(({ code }) => code === county)?.title ?? '';
  const why = `because_${cause}` as keyof typeof traceWords;
  return (
    <>
      {say(others > 0 ? 'helpedOneTogether' : 'helpedOneAlone', {
        others,
        place,
        cause: sayTrace(why in traceWords ? why : 'because_other'),
      })}
    </>
  );
}

/** What a confirmed gift was spent on, exact to the fen. */
export function Whereabouts({ gift }: { gift: FollowedGift }) {
  const say = useWords(words);
  const sayUi = useWords(uiWords);
  const sayTrace = useWords(traceWords);
  if (gift.standing === 'unconfirmed') return <p>{say('notYetConfirmed')}</p>;
  if (gift.standing === 'cancelled') return <p>{say('giftCancelled')}</p>;
  const leaves = leavesOf(gift.trace?.hops ?? []);
  const unspent = fenOf(leaves, 'unspent');
  if (leaves.length === 1 && unspent > 0) return <p>{say('unspentWholly')}</p>;
  return (
    <>
      <p className="mz-sentence">
        <Sentence gift={gift} leaves={leaves} />{' '}
        {unspent > 0 && say('rest', { yuan: yuan(unspent) })}
      </p>
      {gift.trace && !gift.trace.holds && <p role="alert">{say('damaged')}</p>}
      <Table<Leaf>
        size="small"
        pagination={false}
        dataSource={leaves}
        rowKey={({ became, entry = '', case: id = '' }) => `${became} ${entry} ${id}`}
        columns={[
          {
            title: say('became'),
            key: 'became',
            render: (_, { became, delivered }) =>
              delivered ? `${sayTrace(became)} · ${say('signed')}` : sayTrace(became),
          },
          {
            title: say('aCase'),
            dataIndex: 'case',
            render: (id?: string) => id && <Link to={`/cases/${id}`}>{id}</Link>,
          },
          {
            title: sayUi('withUnit', { name: say('amount'), unit: say('yuan') }),
            dataIndex: 'fen',
            align: 'right',
            render: (fen: number) => <Money fen={fen} />,
          },
        ]}
      />
      <p className="mz-muted">{say('attributed')}</p>
    </>
  );
}
