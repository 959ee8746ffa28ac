import { useState } from 'react';
import { Button, Checkbox, Empty, Input, Table, Tag } from 'antd';
import { Link } from 'react-router-dom';
import { useLabels } from '@/domain/labels';
import { useTitles } from '@/domain/titles';
import { hasDuty, useOffice } from '@/session/session';
import { Page } from '@/ui/Page';
import { LoadProblem } from '@/ui/Problem';
import { StateTag, type Tone } from '@/ui/Tag';
import { useWords } from '@/words';
import { words as appWords } from '@/app/words';
import { Pending } from './Pending';
import { usePeople, type Person } from './reads';
import { words } from './words';

export const statusTone: Record<Person['status'], Tone> = {
  active: 'good',
  suspended: 'waiting',
  left: 'plain',
};

function useColumns() {
  const say = useWords(words);
  const label = useLabels();
  const title = useTitles();
  return [
    {
      title: say('person'),
      key: 'person',
      render: (row: Person) => <Link to={`/people/${row.person}`}>{row.person}</Link>,
    },
    {
      title: say('duties'),
      key: 'duties',
      render: (row: Person) => (
        <>
          {row.duties.map((duty) => (
            <Tag key={duty}>{label('duty', duty)}</Tag>
          ))}
        </>
      ),
    },
    {
      title: say('entity'),
      key: 'entity',
      responsive: ['md' as const],
      render: (row: Person) => (row.entity ? title('entities', row.entity) : say('wholeLedger')),
    },
    {
      title: say('scope'),
      key: 'scope',
      responsive: ['lg' as const],
      render: (row: Person) =>
        row.scope
          ? row.scope.map((fund) => title('funds', fund)).join('、')
          : row.entity
            ? say('allFunds')
            : say('wholeLedger'),
    },
    {
      title: say('status'),
      key: 'status',
      render: (row: Person) => (
        <StateTag tone={statusTone[row.status]}>{label('status', row.status)}</StateTag>
      ),
    },
  ];
}

export default function People() {
  const say = useWords(words);
  const sayApp = useWords(appWords);
  const label = useLabels();
  const { session } = useOffice();
  const people = usePeople();
  const columns = useColumns();
  const [text, setText] = useState('');
  const [withLeft, setWithLeft] = useState(false);

  const wanted = text.trim().toLowerCase();
  const rows = (people.data ?? []).filter(
    (row) =>
      (withLeft || row.status !== 'left') &&
      [row.person, ...row.duties.map((duty) => label('duty', duty))].some((one) =>
        one.toLowerCase().includes(wanted),
      ),
  );
  return (
    <Page
      title={sayApp('people')}
      about={say('peopleAbout')}
      actions={
        hasDuty(session, 'administrator') && (
          <Link to="/enrol">
            <Button type="primary" tabIndex={-1}>
              {say('enrol')}
            </Button>
          </Link>
        )
      }
    >
      <Pending kinds={['person.enrolled', 'person.changed']} text="pendingPerson" />
      <div className="mz-filters mz-no-print">
        <Input.Search
          allowClear
          aria-label={say('filterPeople')}
          placeholder={say('filterPeople')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Checkbox checked={withLeft} onChange={(event) => setWithLeft(event.target.checked)}>
          {say('withLeft')}
        </Checkbox>
      </div>
      {people.isError ? (
        <LoadProblem error={people.error} again={() => void people.refetch()} />
      ) : (
        <Table<Person>
          size="middle"
          rowKey="person"
          columns={columns}
          dataSource={rows}
          loading={people.isPending}
          pagination={rows.length > 50 ? { pageSize: 50 } : false}
          locale={{ emptyText: <Empty description={say('noSuchPerson')} /> }}
        />
      )}
    </Page>
  );
}
