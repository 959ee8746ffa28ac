import { Button, Descriptions, QRCode, Spin } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router-dom';
import { api, take, type Schemas } from '@/api/client';
import { capitals, yuan } from '@/domain/money';
import { useLabels } from '@/domain/labels';
import { useTitles } from '@/domain/titles';
import { Money } from '@/ui/Money';
import { Page } from '@/ui/Page';
import { LoadProblem } from '@/ui/Problem';
import { StateTag } from '@/ui/Tag';
import { useWords } from '@/words';
import { CancelButton } from './Cancel';
import { toneOf } from './Gifts';
import { words } from './words';

type Gift = Schemas['followed_gift'];

/** 捐款登记回执: no fiscal receipt, and nothing that looks like one (office M20). */
function Receipt({ gift }: { gift: Gift }) {
  const say = useWords(words);
  const label = useLabels();
  const title = useTitles();
  return (
    <section className="mz-card" aria-label={say('receiptTitle')}>
      <h2 style={{ textAlign: 'center', fontSize: 22 }}>{say('receiptTitle')}</h2>
      <p style={{ textAlign: 'center' }}>({say('receiptNot')})</p>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 24, alignItems: 'flex-start' }}>
        <Descriptions
          column={1}
          size="small"
          style={{ flex: '1 1 320px' }}
          items={[
            { label: say('receiptFund'), children: title('funds', gift.fund) },
            { label: say('number'), children: gift.number ?? '—' },
            { label: say('date'), children: gift.donation.value_date },
            { label: say('amount'), children: `${yuan(gift.donation.amount)} ${say('yuan')}` },
            { label: say('receiptCapitals'), children: capitals(gift.donation.amount) },
            { label: say('purpose'), children: label('purpose', gift.donation.purpose.type) },
            ...(gift.code ? [{ label: say('receiptCode'), children: gift.code }] : []),
          ]}
        />
        {gift.code && (
          <QRCode
            type="svg"
            size={148}
            value={`${location.origin}/gift/${gift.code}`}
            bordered={false}
          />
        )}
      </div>
      {gift.code && <p>{say('receiptHow')}</p>}
    </section>
  );
}

export default function GiftPage() {
  const say = useWords(words);
  const label = useLabels();
  const title = useTitles();
  const seq = Number(useParams().seq);
  const read = useQuery({
    queryKey: ['gift', seq],
    queryFn: () =>
      take(
        api.GET('/v1/donations/{seq}' as never, { params: { path: { seq } } } as never),
      ) as Promise<Gift>,
  });
  if (read.isPending) return <Spin size="large" style={{ margin: 64 }} />;
  if (read.isError) {
    return (
      <Page title={say('gift')}>
        <LoadProblem error={read.error} again={() => void read.refetch()} />
      </Page>
    );
  }
  const gift = read.data;
  const { donation } = gift;
  return (
    <Page
      title={`${say('gift')} ${gift.number ?? gift.seq}`}
      actions={
        <>
          <Button onClick={() => window.print()}>{say('receipt')}</Button>
          {gift.standing === 'unconfirmed' && <CancelButton seq={gift.seq} fund={gift.fund} />}
        </>
      }
    >
      <section className="mz-card mz-no-print">
        <h2>{say('facts')}</h2>
        <p>
          <span className="mz-big">
            <Money fen={donation.amount} />
          </span>
          <span className="mz-unit">{say('yuan')}</span>{' '}
          <StateTag tone={toneOf[gift.standing]}>{label('standing', gift.standing)}</StateTag>
        </p>
        <Descriptions
          size="small"
          items={[
            { label: say('seq'), children: gift.seq },
            { label: say('date'), children: donation.value_date },
            { label: say('account'), children: title('accounts', donation.account) },
            { label: say('purpose'), children: label('purpose', donation.purpose.type) },
            { label: say('donor'), children: donation.donor ?? say('anonymous') },
            { label: say('ref'), children: donation.ref ?? '—' },
          ]}
        />
      </section>
      <section className="mz-card mz-no-print">
        <h2>{say('use')}</h2>
        <p>
          {gift.households
            ? say('useSentence', { others: gift.other_gifts ?? 0, n: gift.households })
            : say('notSpent')}
        </p>
      </section>
      <Receipt gift={gift} />
    </Page>
  );
}
