import { useState } from 'react';
import { Button, Flex, Grid, Select, Switch, Tabs } from 'antd';
import type { TableProps } from 'antd';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { api, take, type Schemas } from '@/api/client';
import { today } from '@/domain/dates';
import { useLabels } from '@/domain/labels';
import { hasDuty, useOffice } from '@/session/session';
import { Money } from '@/ui/Money';
import { Page } from '@/ui/Page';
import { PagedTable } from '@/ui/PagedTable';
import { StateTag } from '@/ui/Tag';
import { useWords } from '@/words';
import { words as homeWords } from '../home/words';
import { ApproveMany } from './ApproveMany';
import { useCodes } from '@/domain/tableRows';
import { CaseLink, Signals } from './parts';
import { useLimits, type StandingCase } from './reads';
import { levelOf, signalsOf } from './signals';
import { words } from './words';
import './aid.css';

type Stage = Schemas['row_case']['stage'];
const kStages: Stage[] = ['opened', 'surveyed', 'reviewed', 'approved', 'urgent', 'recovering'];
/** One act approves no more than a person can look through. */
const kTogetherMax = 40;

type Task = NonNullable<
  NonNullable<import('@/api/schema').operations['cases']['parameters']['query']>['task']
>;

function useColumns(narrow: boolean, staged: boolean): TableProps<StandingCase>['columns'] {
  const say = useWords(words);
  const label = useLabels();
  const limits = useLimits();
  const causes = useCodes('causes');
  const deadline = (standing: StandingCase) =>
    (standing.decide_by ?? standing.ratify_by ?? standing.pay_within ?? standing.pay_by)?.date;
  const amount = ({ granted, asked }: StandingCase) => (granted > 0 ? granted : asked);
  if (narrow) {
    return [
      {
        key: 'case',
        title: say('caseId'),
        render: (_, standing) => (
          <div>
            <Flex justify="space-between" gap={8}>
              <strong>
                <CaseLink id={standing.case.case} />
              </strong>
              <Money fen={amount(standing)} strong />
            </Flex>
            <Flex justify="space-between" gap={8} className="mz-muted">
              <span>{causes.title(standing.case.cause)}</span>
              <span>{label('stage', standing.case.stage)}</span>
            </Flex>
            <Signals standing={standing} limits={limits} />
          </div>
        ),
      },
    ];
  }
  const all: TableProps<StandingCase>['columns'] = [
    {
      key: 'look',
      title: say('look'),
      width: 190,
      render: (_, standing) => <Signals standing={standing} limits={limits} />,
    },
    {
      key: 'case',
      title: say('caseId'),
      width: 120,
      render: (_, { case: row }) => <CaseLink id={row.case} />,
    },
    {
      key: 'household',
      title: say('householdId'),
      width: 120,
      render: (_, { case: row }) => (
        <Link to={`/households/${row.household}`}>{row.household}</Link>
      ),
    },
    {
      key: 'cause',
      title: say('cause'),
      width: 100,
      render: (_, { case: row }) => causes.title(row.cause),
    },
    {
      key: 'asked',
      title: say('asked'),
      width: 110,
      align: 'right',
      render: (_, { asked }) => <Money fen={asked} />,
    },
    {
      key: 'granted',
      title: say('granted'),
      width: 110,
      align: 'right',
      render: (_, { granted }) => <Money fen={granted > 0 ? granted : undefined} />,
    },
    {
      key: 'stage',
      title: say('stage'),
      width: 150,
      render: (_, { case: row }) => <StateTag tone="active">{label('stage', row.stage)}</StateTag>,
    },
    {
      key: 'deadline',
      title: say('deadline'),
      width: 110,
      render: (_, standing) => deadline(standing) ?? '—',
    },
  ];
  // Of one stage, its name in each row says nothing.
  return staged ? all.filter(({ key }) => key !== 'stage') : all;
}

export default function Cases() {
  const say = useWords(words);
  const sayHome = useWords(homeWords);
  const label = useLabels();
  const go = useNavigate();
  const { session, fund } = useOffice();
  const narrow = Grid.useBreakpoint().md === false;
  const [params, setParams] = useSearchParams();
  const stage = kStages.find((one) => one === params.get('stage'));
  const task = (params.get('task') ?? undefined) as Task | undefined;
  const exceptions = params.get('only') === 'exceptions';
  const [chosen, setChosen] = useState<StandingCase[]>([]);
  const [approving, setApproving] = useState(false);
  const limits = useLimits();
  const columns = useColumns(narrow, stage !== undefined);
  const together =
    hasDuty(session, 'approver') && (stage === 'reviewed' || task === 'cases_to_approve');

  const tabs = [
    ...(task ? [{ key: task as string, label: say('waiting', { what: sayHome(task) }) }] : []),
    { key: '', label: say('allStages') },
    ...kStages.map((key) => ({ key: key as string, label: label('stage', key) })),
  ];

  const shown = task ?? stage ?? '';

  function change(name: string, value: string | undefined) {
    const next = new URLSearchParams(params);
    if (name === 'stage') next.delete('task');
    if (value) next.set(name, value);
    else next.delete(name);
    setChosen([]);
    setParams(next, { replace: true });
  }

  function choose(key: string) {
    if (key !== task) change('stage', key || undefined);
  }

  async function read(cursor: string | undefined) {
    const page = await take(
      api.GET('/v1/cases', { params: { query: { stage, fund, task, cursor, limit: 200 } } }),
    );
    if (!exceptions) return page;
    const day = today();
    const items = page.items.filter((one) => levelOf(signalsOf(one, limits, day)) !== 'fine');
    return { ...page, items };
  }

  return (
    <Page
      title={say('cases')}
      actions={
        <>
          {together && (
            <Button
              type="primary"
              disabled={chosen.length === 0}
              onClick={() => setApproving(true)}
            >
              {say('approveSelected', { n: chosen.length })}
            </Button>
          )}
          {hasDuty(session, 'caseworker', 'reviewer') && (
            <Button type={together ? 'default' : 'primary'} onClick={() => go('/cases/new')}>
              {say('newCase')}
            </Button>
          )}
        </>
      }
    >
      {narrow ? (
        <Select
          aria-label={say('stage')}
          value={shown}
          onChange={choose}
          options={tabs.map(({ key, label: name }) => ({ value: key, label: name }))}
          style={{ width: '100%', marginBottom: 12 }}
        />
      ) : (
        <Tabs activeKey={shown} onChange={choose} items={tabs} />
      )}
      <div className="mz-aid-filters">
        <label>
          <Switch
            aria-label={say('onlyExceptions')}
            checked={exceptions}
            onChange={(on) => change('only', on ? 'exceptions' : undefined)}
          />{' '}
          {say('onlyExceptions')}
        </label>
        {together && <span className="mz-muted">{say('approveSelectedWhy')}</span>}
      </div>
      <PagedTable<StandingCase>
        name={['cases', fund, stage, task, exceptions, exceptions && limits]}
        read={read}
        columns={columns}
        rowKey={({ case: row }) => row.case}
        label={say('cases')}
        empty={say('noCases')}
        rowSelection={
          together
            ? {
                columnWidth: 44,
                selectedRowKeys: chosen.map(({ case: row }) => row.case),
                onChange: (_, rows) => setChosen(rows.slice(0, kTogetherMax)),
                getCheckboxProps: (standing) => ({
                  'aria-label': standing.case.case,
                  disabled:
                    limits === undefined ||
                    standing.case.stage !== 'reviewed' ||
                    levelOf(signalsOf(standing, limits, today())) === 'bad' ||
                    standing.asked > limits.two_approvers_above,
                }),
              }
            : undefined
        }
      />
      {approving && (
        <ApproveMany
          cases={chosen.map(({ case: row }) => row.case)}
          onClose={() => {
            setApproving(false);
            setChosen([]);
          }}
        />
      )}
    </Page>
  );
}
