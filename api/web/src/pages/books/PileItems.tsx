import { useState } from 'react';
import { App, Button, Form, Input } from 'antd';
import type { TableProps } from 'antd';
import { useLabels } from '@/domain/labels';
import { usePurposeName } from '@/domain/purposeName';
import { Money } from '@/ui/Money';
import { PagedTable } from '@/ui/PagedTable';
import { useWords } from '@/words';
import { importPage, typedIncomes, type Income } from './members';
import type { Pile } from './piles';
import { SendBack } from './SendBack';
import { words } from './words';

/** The incomes of a pile, one by one, and by day where there are several. */
export function PileItems({
  pile,
  what,
  may,
  against,
  setAgainst,
}: {
  pile: Pile;
  what: string;
  may: boolean;
  against: string;
  setAgainst: (text: string) => void;
}) {
  const say = useWords(words);
  const { message } = App.useApp();
  const label = useLabels();
  const purpose = usePurposeName();
  const [back, setBack] = useState<Income>();

  const name = (income: Income) => income.number ?? String(income.seq);
  const columns: TableProps<Income>['columns'] = [
    { title: say('registerNo'), width: 110, render: (_, one) => name(one) },
    { title: say('date'), width: 110, dataIndex: 'value_date' },
    { title: say('purpose'), width: 180, render: (_, one) => purpose(one.purpose) },
    {
      title: say('channelRef'),
      width: 280,
      render: (_, one) =>
        one.kind === 'donation.received' ? (
          <span className="mz-code">{one.ref ?? one.channel ?? ''}</span>
        ) : (
          label('kind', one.kind)
        ),
    },
    {
      title: say('amountYuan'),
      align: 'right',
      width: 140,
      render: (_, one) => <Money fen={one.amount} />,
    },
  ];
  if (may) {
    columns.push({
      title: say('sendBack'),
      width: 110,
      render: (_, one) => (
        <Button
          size="small"
          onClick={() => setBack(one)}
          aria-label={say('sendBackOf', { number: name(one) })}
        >
          {say('sendBack')}
        </Button>
      ),
    });
  }

  return (
    <div className="bk-inside">
      {may && (
        <Form className="bk-against">
          <Form.Item
            label={say('against')}
            htmlFor={`against-${pile.key}`}
            extra={say('againstHint')}
            validateStatus={/^[ -~]*$/.test(against) ? undefined : 'error'}
            help={/^[ -~]*$/.test(against) ? undefined : say('againstPlain')}
          >
            <Input
              id={`against-${pile.key}`}
              value={against}
              maxLength={64}
              onChange={(event) => setAgainst(event.target.value)}
            />
          </Form.Item>
        </Form>
      )}
      {pile.heaps.length > 1 && (
        <div className="bk-days" role="list" aria-label={say('byDay')}>
          {pile.heaps.map((heap) => (
            <div key={heap.book_date} role="listitem">
              <span>{heap.book_date}</span>
              <span className="mz-muted">
                {say('nIncomes', { n: heap.count.toLocaleString('en') })}
              </span>
              <Money fen={heap.amount} />
            </div>
          ))}
        </div>
      )}
      <PagedTable<Income>
        name={['pile', pile.fund, pile.key]}
        label={say('itemsOf', { what })}
        columns={columns}
        rowKey={(one) => one.seq}
        height={Math.min(420, 44 * pile.count + 12)}
        read={async (cursor) =>
          pile.import === undefined
            ? { items: await typedIncomes(pile.heaps[0]) }
            : importPage(pile, cursor)
        }
      />
      {back && (
        <SendBack
          income={back}
          fund={pile.fund}
          onClose={() => setBack(undefined)}
          onDone={() => {
            void message.success(say('sentBack', { number: name(back) }));
            setBack(undefined);
          }}
        />
      )}
    </div>
  );
}
