import { Select } from 'antd';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { api, take, type Schemas } from '@/api/client';
import { useChoices, useLabels } from '@/domain/labels';
import { useTitles } from '@/domain/titles';
import { useOffice } from '@/session/session';
import { Money } from '@/ui/Money';
import { Page } from '@/ui/Page';
import { PagedTable } from '@/ui/PagedTable';
import { StateTag, type Tone } from '@/ui/Tag';
import { useWords } from '@/words';
import { words } from './words';

type Gift = Schemas['gift'];

export const toneOf: Record<Gift['standing'], Tone> = {
  confirmed: 'good',
  unconfirmed: 'waiting',
  cancelled: 'plain',
};

export default function Gifts() {
  const say = useWords(words);
  const label = useLabels();
  const title = useTitles();
  const standings = useChoices('standing');
  const { fund } = useOffice();
  const go = useNavigate();
  const [filters, setFilters] = useSearchParams();
  const standing = (filters.get('standing') ?? undefined) as Gift['standing'] | undefined;
  return (
    <Page
      title={say('gifts')}
      actions={
        <Select
          aria-label={say('filterStanding')}
          value={standing ?? ''}
          style={{ width: 160 }}
          onChange={(value) => setFilters(value ? { standing: value } : {})}
          options={[{ value: '', label: say('all') }, ...standings]}
        />
      }
    >
      <PagedTable<Gift>
        label={say('listOf')}
        name={['gifts', fund, standing]}
        read={(cursor) =>
          take(
            api.GET('/v1/donations', { params: { query: { fund, cursor, standing, limit: 200 } } }),
          )
        }
        rowKey={(gift) => gift.seq}
        onRow={(gift) => ({
          onClick: () => go(`/gifts/${gift.seq}`),
          style: { cursor: 'pointer' },
        })}
        columns={[
          {
            title: say('number'),
            width: 150,
            render: (_, gift) => <Link to={`/gifts/${gift.seq}`}>{gift.number ?? gift.seq}</Link>,
          },
          { title: say('date'), width: 120, render: (_, gift) => gift.donation.value_date },
          {
            title: `${say('amount')}(${say('yuan')})`,
            width: 150,
            align: 'right',
            render: (_, gift) => <Money fen={gift.donation.amount} />,
          },
          {
            title: say('account'),
            width: 160,
            render: (_, gift) => title('accounts', gift.donation.account),
          },
          {
            title: say('purpose'),
            width: 160,
            render: (_, gift) => label('purpose', gift.donation.purpose.type),
          },
          {
            title: say('standing'),
            width: 140,
            render: (_, gift) => (
              <StateTag tone={toneOf[gift.standing]}>{label('standing', gift.standing)}</StateTag>
            ),
          },
          { title: say('ref'), width: 260, render: (_, gift) => gift.donation.ref ?? '' },
        ]}
      />
    </Page>
  );
}
