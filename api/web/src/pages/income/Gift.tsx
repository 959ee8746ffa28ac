import { Button, Spin } from 'antd';
import { Link, useNavigate, useParams } from 'react-router-dom';
import { moment } from '@/domain/dates';
import { useEntry } from '@/domain/entry';
import { capitals, yuan } from '@/domain/money';
import { usePurposeName } from '@/domain/purposeName';
import { useCodes } from '@/domain/tableRows';
import { useTitles } from '@/domain/titles';
import { hasDuty, useOffice } from '@/session/session';
import { Page } from '@/ui/Page';
import { LoadProblem } from '@/ui/Problem';
import { useLanguage, useWords } from '@/words';
import { Facts, type Fact } from './Facts';
import { GiftDonor } from './GiftDonor';
import { CancelButton } from './GiftRows';
import './income.css';
import { useChannels, useGift, useTrace, type FollowedGift } from './reads';
import { isVoid, nameOf, StandingTag } from './Standing';
import { Whereabouts } from './Whereabouts';
import { words } from './words';

/** Who took it back, and why. */
function Cancelled({ seq }: { seq: number }) {
  const say = useWords(words);
  const reason = useCodes('reasons').title;
  const by = useTrace(seq).data?.hops[0]?.entry;
  const entry = useEntry(by).data?.entry;
  if (!entry) return null;
  const body = entry.body as { reason: string };
  return (
    <span className="mz-muted">
      {say('cancelledBy', { person: entry.actor, reason: reason(body.reason) })}
    </span>
  );
}

function useFacts(gift: FollowedGift, maker: string | undefined): Fact[] {
  const say = useWords(words);
  const title = useTitles();
  const purpose = usePurposeName();
  const channels = useChannels();
  const { donation } = gift;
  const channel = channels.find(({ value }) => value === donation.channel)?.label;
  const facts: (Fact | false)[] = [
    [say('fund'), title('funds', gift.fund)],
    [say('purpose'), purpose(donation.purpose)],
    [say('account'), title('accounts', donation.account)],
    donation.channel !== undefined && [say('channel'), channel ?? donation.channel],
    [say('valueDate'), donation.value_date],
    donation.book_date !== undefined && [say('bookDate'), donation.book_date],
    donation.ref !== undefined && [
      say('reference'),
      <span key="ref" className="mz-code">
        {donation.ref}
      </span>,
    ],
    donation.import !== undefined && [
      say('import'),
      <Link key="import" to={`/gifts?import=${donation.import}`} className="mz-code">
        {donation.import}
      </Link>,
    ],
    donation.receipt_wanted !== undefined && [say('receiptWanted'), say('yes')],
    [say('written'), moment(gift.time)],
    maker !== undefined && [say('maker'), maker],
    [say('seq'), String(gift.seq)],
  ];
  return facts.filter((fact) => fact !== false);
}

function GiftPage({ gift }: { gift: FollowedGift }) {
  const say = useWords(words);
  const chinese = useLanguage() === 'zh';
  const go = useNavigate();
  const { session } = useOffice();
  const maker = useEntry(gift.seq).data?.entry.actor;
  const facts = useFacts(gift, maker);
  const { amount } = gift.donation;
  return (
    <Page
      title={say('giftOf', { number: nameOf(gift) })}
      actions={
        <>
          {!isVoid(gift) && hasDuty(session, 'cashier', 'bookkeeper') && (
            <Button onClick={() => go(`/gifts/${gift.seq}/receipt`)}>{say('printReceipt')}</Button>
          )}
          {maker === session.person && <CancelButton gift={gift} size="middle" />}
        </>
      }
    >
      <div className="mz-gift-page">
        <section className="mz-card" aria-label={say('facts')}>
          <p className="mz-gift-sum">
            <span className="mz-figure mz-big">{yuan(amount)}</span>
            <span className="mz-unit">{say('yuan')}</span>
            <StandingTag standing={gift.standing} />
          </p>
          {chinese && <p className="mz-capitals">{capitals(amount)}</p>}
          {gift.standing === 'cancelled' && <Cancelled seq={gift.seq} />}
          <Facts facts={facts} />
        </section>
        <div>
          <section className="mz-card">
            <h2>{say('whereabouts')}</h2>
            <Whereabouts gift={gift} />
          </section>
          <section className="mz-card">
            <h2>{say('donor')}</h2>
            <GiftDonor seq={gift.seq} />
          </section>
        </div>
      </div>
    </Page>
  );
}

export default function Gift() {
  const say = useWords(words);
  const seq = Number(useParams().seq);
  const gift = useGift(seq);
  if (gift.data) return <GiftPage gift={gift.data} />;
  return (
    <Page title={say('gifts')}>
      {gift.isError ? (
        <LoadProblem error={gift.error} again={() => void gift.refetch()} />
      ) : (
        <Spin />
      )}
    </Page>
  );
}
