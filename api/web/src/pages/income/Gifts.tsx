import { Button, Grid } from 'antd';
import type { TableProps } from 'antd';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { api, take } from '@/api/client';
import { usePurposeName } from '@/domain/purposeName';
import { useTitles } from '@/domain/titles';
import { hasDuty, useOffice } from '@/session/session';
import { Money } from '@/ui/Money';
import { Page } from '@/ui/Page';
import { PagedTable } from '@/ui/PagedTable';
import { words as uiWords } from '@/ui/words';
import { useWords } from '@/words';
import { words as appWords } from '@/app/words';
import { filterOf, paramsOf } from './filter';
import { GiftFilter } from './GiftFilter';
import { CancelButton } from './GiftRows';
import './income.css';
import { useChannels, type Gift } from './reads';
import { nameOf, StandingTag } from './Standing';
import { words } from './words';

function useColumns(): TableProps<Gift>['columns'] {
  const say = useWords(words);
  const sayUi = useWords(uiWords);
  const title = useTitles();
  const purpose = usePurposeName();
  const channels = useChannels();
  const narrow = !(Grid.useBreakpoint().md ?? true);
  const number = {
    title: say('number'),
    key: 'number',
    width: narrow ? 108 : 112,
    render: (_: unknown, gift: Gift) => (
      <>
        <Link to={`/gifts/${gift.seq}`} onClick={(event) => event.stopPropagation()}>
          {nameOf(gift)}
        </Link>
        {narrow && <div className="mz-muted">{gift.donation.value_date}</div>}
      </>
    ),
  };
  const amount = {
    title: sayUi('withUnit', { name: say('amount'), unit: say('yuan') }),
    key: 'amount',
    width: narrow ? 116 : 140,
    align: 'right' as const,
    render: (_: unknown, gift: Gift) => <Money fen={gift.donation.amount} />,
  };
  const standing = {
    title: say('standing'),
    key: 'standing',
    width: narrow ? 112 : 124,
    render: (_: unknown, gift: Gift) => <StandingTag standing={gift.standing} />,
  };
  if (narrow) return [number, amount, standing];
  return [
    number,
    {
      title: say('date'),
      key: 'date',
      width: 112,
      render: (_, gift) => <span className="mz-figure">{gift.donation.value_date}</span>,
    },
    amount,
    {
      title: `${say('account')} · ${say('channel')}`,
      key: 'account',
      width: 190,
      render: (_, { donation: { account, channel } }) =>
        [
          title('accounts', account),
          channels.find(({ value }) => value === channel)?.label ?? channel,
        ]
          .filter(Boolean)
          .join(' · '),
    },
    {
      title: say('purpose'),
      key: 'purpose',
      width: 205,
      render: (_, gift) => purpose(gift.donation.purpose),
    },
    standing,
    {
      key: 'acts',
      width: 80,
      title: <span className="mz-hidden">{say('cancelIncome')}</span>,
      // The dialog's clicks are no clicks on the row.
      render: (_, gift) => (
        <span onClick={(event) => event.stopPropagation()}>
          <CancelButton gift={gift} />
        </span>
      ),
    },
  ];
}

/** Rows of the first page, which is there at once, and of those that follow as one scrolls. */
const kFirst = 100;
const kNext = 500;

export default function Gifts() {
  const say = useWords(words);
  const sayApp = useWords(appWords);
  const go = useNavigate();
  const { fund, session } = useOffice();
  const [params, setParams] = useSearchParams();
  const filter = filterOf(params);
  const columns = useColumns();
  return (
    <Page
      title={say('gifts')}
      actions={
        hasDuty(session, 'cashier') && (
          <>
            <Button onClick={() => go('/imports')}>{sayApp('imports')}</Button>
            <Button type="primary" onClick={() => go('/gifts/new')}>
              {sayApp('newGift')}
            </Button>
          </>
        )
      }
    >
      <section className="mz-card">
        <GiftFilter
          filter={filter}
          onChange={(next) => setParams(paramsOf(next), { replace: true })}
        />
        <PagedTable<Gift>
          name={['income', 'gifts', fund, filter]}
          read={(cursor) =>
            take(
              api.GET('/v1/donations', {
                params: { query: { fund, cursor, limit: cursor ? kNext : kFirst, ...filter } },
              }),
            )
          }
          columns={columns}
          rowKey={({ seq }) => seq}
          label={say('gifts')}
          empty={say('noGifts')}
          onRow={(gift) => ({
            onClick: () => go(`/gifts/${gift.seq}`),
            style: { cursor: 'pointer' },
          })}
        />
      </section>
    </Page>
  );
}
