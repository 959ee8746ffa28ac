import { Skeleton, Table } from 'antd';
import { Link } from 'react-router-dom';
import { leavesOf, type Leaf } from '@/pages/income/hops';
import { traceWords } from '@/pages/income/traceWords';
import { Money } from '@/ui/Money';
import { LoadProblem } from '@/ui/Problem';
import { words as uiWords } from '@/ui/words';
import { useWords } from '@/words';
import { useTraces } from '../reads';
import { words } from '../words';

/** Where the money of an entry came from, and what it became: fen by fen. */
export function MoneyTrail({ seq }: { seq: number }) {
  const say = useWords(words);
  const sayTrace = useWords(traceWords);
  const sayUi = useWords(uiWords);
  const found = useTraces(seq);
  if (found.isError) {
    return <LoadProblem error={found.error} again={() => void found.refetch()} />;
  }
  if (!found.data) return <Skeleton active={false} />;
  const { traces } = found.data;
  if (traces.length === 0) return <p className="mz-muted">{say('noMoney')}</p>;
  return traces.map(({ way, holds, hops }) => (
    <div key={way}>
      <h3>{say(way)}</h3>
      {!holds && <p role="alert">{say('trailBroken')}</p>}
      <Table<Leaf>
        size="small"
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        scroll={{ x: 420 }}
        dataSource={leavesOf(hops)}
        rowKey={(leaf) => `${leaf.became} ${leaf.entry ?? ''} ${leaf.case ?? ''}`}
        columns={[
          {
            title: say(way === 'forward' ? 'became' : 'cameFrom'),
            key: 'became',
            render: (_, { became, delivered }) =>
              delivered ? `${sayTrace(became)} · ${say('delivered')}` : sayTrace(became),
          },
          {
            title: say('entry'),
            dataIndex: 'entry',
            render: (entry?: number) =>
              entry !== undefined && <Link to={`/entries/${entry}`}>{entry}</Link>,
          },
          {
            title: say('case'),
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
    </div>
  ));
}
