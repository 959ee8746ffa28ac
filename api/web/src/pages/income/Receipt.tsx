import { useState } from 'react';
import { Alert, Button, QRCode, Select, Spin } from 'antd';
import { useNavigate, useParams } from 'react-router-dom';
import { capitals, yuan } from '@/domain/money';
import { usePurposeName } from '@/domain/purposeName';
import { useTitles } from '@/domain/titles';
import { Page } from '@/ui/Page';
import { LoadProblem } from '@/ui/Problem';
import { useWords } from '@/words';
import { useGift, type FollowedGift } from './reads';
import './receipt.css';
import { receiptWords } from './receiptWords';
import { isVoid, nameOf } from './Standing';
import { words } from './words';

type Paper = 'a5' | 'a4';

/** The paper for the giver. It must not look like a fiscal receipt: no seal, no boxes for codes. */
function Paper({ gift, paper }: { gift: FollowedGift; paper: Paper }) {
  const say = useWords(receiptWords);
  const title = useTitles();
  const purpose = usePurposeName();
  const { donation, code } = gift;
  const address = `${location.origin}/gift`;
  const lines = [
    [say('fund'), title('funds', gift.fund)],
    [say('number'), nameOf(gift)],
    [say('date'), donation.value_date],
    [say('amount'), `¥ ${yuan(donation.amount)}`],
    [say('inWords'), capitals(donation.amount)],
    [say('purpose'), purpose(donation.purpose)],
    [say('account'), title('accounts', donation.account)],
    [say('giver'), ''],
  ];
  return (
    <article className="mz-receipt" data-paper={paper} aria-label={say('title')}>
      <h2>{say('title')}</h2>
      <p className="mz-not-fiscal">{say('notFiscal')}</p>
      <div className="mz-receipt-body">
        <dl>
          {lines.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <figure>
          <QRCode
            value={`${address}/${code}`}
            type="svg"
            size={132}
            bordered={false}
            aria-label={say('code')}
          />
          <figcaption>
            {say('code')}
            <br />
            <span className="mz-code">{code}</span>
          </figcaption>
        </figure>
      </div>
      <p className="mz-look-up">{say('lookUp', { address, code })}</p>
      <p className="mz-look-up">{say('officialReceipt')}</p>
    </article>
  );
}

export default function Receipt() {
  const say = useWords(words);
  const go = useNavigate();
  const seq = Number(useParams().seq);
  const gift = useGift(seq);
  const [paper, setPaper] = useState<Paper>('a5');
  if (!gift.data) {
    return (
      <Page title={say('printReceipt')}>
        {gift.isError ? <LoadProblem error={gift.error} /> : <Spin />}
      </Page>
    );
  }
  const noReceipt = isVoid(gift.data);
  return (
    <div className="mz-receipt-page">
      <Page
        title={say('receiptPage', { number: nameOf(gift.data) })}
        actions={
          <>
            <Button onClick={() => go(`/gifts/${seq}`)}>{say('back')}</Button>
            <Select<Paper>
              aria-label={say('paper')}
              value={paper}
              onChange={setPaper}
              options={[
                { value: 'a5', label: 'A5' },
                { value: 'a4', label: 'A4' },
              ]}
            />
            {!noReceipt && (
              <Button type="primary" autoFocus onClick={() => window.print()}>
                {say('print')}
              </Button>
            )}
          </>
        }
      >
        {noReceipt ? (
          <Alert type="info" showIcon title={say('receiptCancelled')} />
        ) : (
          <Paper gift={gift.data} paper={paper} />
        )}
      </Page>
    </div>
  );
}
