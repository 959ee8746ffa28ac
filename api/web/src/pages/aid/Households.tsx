import { useState } from 'react';
import { Button, Empty, Grid, Input } from 'antd';
import type { TableProps } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { api, take } from '@/api/client';
import { useLabels } from '@/domain/labels';
import { hasDuty, useOffice } from '@/session/session';
import { Page } from '@/ui/Page';
import { PagedTable } from '@/ui/PagedTable';
import { LoadProblem } from '@/ui/Problem';
import { useWords } from '@/words';
import { useCodes } from '@/domain/tableRows';
import { certificatesOf } from './household';
import { HouseholdLink, VillageInput } from './parts';
import type { Household } from './reads';
import { words } from './words';
import './aid.css';

/** What the beginning of an id finds. */
function Found({ id }: { id: string }) {
  const say = useWords(words);
  const label = useLabels();
  const villages = useCodes('villages');
  const found = useQuery({
    queryKey: ['search', 'household', id],
    queryFn: () => take(api.GET('/v1/search', { params: { query: { q: id } } })),
  });
  if (found.isError) {
    return <LoadProblem error={found.error} again={() => void found.refetch()} />;
  }
  const items = found.data?.items.filter(({ type }) => type === 'household') ?? [];
  if (found.isSuccess && items.length === 0) return <Empty description={say('noHouseholdFound')} />;
  return (
    <ul className="mz-aid-cards">
      {items.map((item) => (
        <li key={item.id}>
          <strong>
            <HouseholdLink id={item.id} />
          </strong>
          <span className="mz-muted">
            {villages.title(item.title.village)} · {label('householdClass', item.title.class)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function useColumns(narrow: boolean): TableProps<Household>['columns'] {
  const say = useWords(words);
  const label = useLabels();
  const villages = useCodes('villages');
  if (narrow) {
    return [
      {
        key: 'household',
        title: say('householdId'),
        render: (_, row) => (
          <>
            <strong>
              <HouseholdLink id={row.household} />
            </strong>
            <div className="mz-muted">
              {villages.title(row.village)} · {label('householdClass', row.class)} ·{' '}
              {say('nMembers', { n: row.members.length })}
            </div>
          </>
        ),
      },
    ];
  }
  return [
    {
      key: 'household',
      title: say('householdId'),
      width: 220,
      render: (_, row) => <HouseholdLink id={row.household} />,
    },
    {
      key: 'village',
      title: say('village'),
      width: 220,
      render: (_, row) => villages.title(row.village),
    },
    {
      key: 'class',
      title: say('householdClass'),
      width: 120,
      render: (_, row) => label('householdClass', row.class),
    },
    {
      key: 'certificates',
      title: say('certificates'),
      width: 300,
      render: (_, row) =>
        certificatesOf(row, (type) => label('householdClass', type)).join(';') || '—',
    },
    {
      key: 'members',
      title: say('members'),
      width: 150,
      align: 'right',
      render: (_, row) => say('nMembers', { n: row.members.length }),
    },
  ];
}

export default function Households() {
  const say = useWords(words);
  const go = useNavigate();
  const { session, fund } = useOffice();
  const narrow = Grid.useBreakpoint().md === false;
  const [params, setParams] = useSearchParams();
  const village = params.get('village') ?? undefined;
  const [id, setId] = useState('');
  const columns = useColumns(narrow);
  return (
    <Page
      title={say('households')}
      about={say('householdsAbout')}
      actions={
        hasDuty(session, 'caseworker', 'reviewer') && (
          <Button type="primary" onClick={() => go('/households/new')}>
            {say('registerHousehold')}
          </Button>
        )
      }
    >
      <div className="mz-aid-filters">
        <Input.Search
          aria-label={say('findHousehold')}
          placeholder={say('findHousehold')}
          allowClear
          style={{ maxWidth: 300 }}
          onSearch={(text) => setId(text.trim().toLowerCase())}
        />
        <VillageInput
          value={village}
          placeholder={say('allVillages')}
          onChange={(chosen) => setParams(chosen ? { village: chosen } : {}, { replace: true })}
        />
      </div>
      {id ? (
        <Found id={id} />
      ) : (
        <PagedTable<Household>
          name={['households', fund, village]}
          read={(cursor) =>
            take(api.GET('/v1/households', { params: { query: { village, cursor, limit: 200 } } }))
          }
          columns={columns}
          rowKey={(row) => row.household}
          label={say('households')}
          empty={say('noHouseholds')}
        />
      )}
    </Page>
  );
}
