import { Skeleton } from 'antd';
import { words as appWords } from '@/app/words';
import {
  freeOf,
  spentOf,
  sumOf,
  useAccounts,
  useEntities,
  useEntityId,
  usePools,
  type Account,
  type Entity,
  type Pool,
} from '@/domain/bookRows';
import { useLabels } from '@/domain/labels';
import { yuan } from '@/domain/money';
import { usePurposeName } from '@/domain/purposeName';
import { useTitles } from '@/domain/titles';
import { useOffice } from '@/session/session';
import { Money } from '@/ui/Money';
import { Page } from '@/ui/Page';
import { PrintButton } from '@/ui/PrintButton';
import { LoadProblem } from '@/ui/Problem';
import { StateTag } from '@/ui/Tag';
import { useWords } from '@/words';
import './books.css';
import { words } from './words';

function Accounts({ accounts }: { accounts: Account[] }) {
  const say = useWords(words);
  const title = useTitles();
  const label = useLabels();
  return (
    <section className="mz-card">
      <div className="bk-card-head">
        <h2 id="accounts">{say('moneyAccounts')}</h2>
        <span className="mz-muted">{say('unitYuan')}</span>
      </div>
      <div className="bk-table" tabIndex={0} role="region" aria-labelledby="accounts">
        <table>
          <thead>
            <tr>
              <th scope="col">{say('account')}</th>
              <th scope="col">{say('accountType')}</th>
              <th scope="col" className="bk-wide">
                {say('boundTo')}
              </th>
              <th scope="col" className="bk-num">
                {say('poolBalance')}
              </th>
            </tr>
          </thead>
          <tbody>
            {accounts.map((one) => (
              <tr key={one.account}>
                <th scope="row">{title('accounts', one.account)}</th>
                <td>{label('accountType', one.type)}</td>
                <td className="bk-wide">
                  {one.bound_source ? label('source', one.bound_source) : ''}
                </td>
                <td>
                  <Money fen={one.balance} />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={2}>
                {say('total')}
              </th>
              <td className="bk-wide" />
              <td>
                <Money fen={sumOf(accounts, (one) => one.balance)} />
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  );
}

/** How many of them a phone has no room for. */
const kWide = 2;
const kFigures = [
  (pool: Pool) => pool.in,
  spentOf,
  (pool: Pool) => pool.balance,
  (pool: Pool) => pool.reserved,
  freeOf,
];

function Sums({ pools }: { pools: Pool[] }) {
  return kFigures.map((fen, i) => (
    <td key={i} className={i < kWide ? 'bk-wide' : undefined}>
      <Money fen={sumOf(pools, fen)} />
    </td>
  ));
}

/** Where a fund's money comes from and what it is for; `hidden`: of funds one does not serve. */
function Pools({ pools, hidden }: { pools: Pool[]; hidden: number }) {
  const say = useWords(words);
  const title = useTitles();
  const label = useLabels();
  const purpose = usePurposeName();
  const { funds } = useOffice();
  const served = funds.filter(({ fund }) => pools.some((pool) => pool.fund === fund));
  const heads = ['in', 'out', 'poolBalance', 'reserved', 'free'] as const;
  return (
    <section className="mz-card">
      <div className="bk-card-head">
        <h2 id="pools">{say('pools')}</h2>
        <span className="mz-muted">{say('unitYuan')}</span>
      </div>
      <div className="bk-table" tabIndex={0} role="region" aria-labelledby="pools">
        <table>
          <thead>
            <tr>
              <th scope="col">{say('source')}</th>
              <th scope="col">{say('purpose')}</th>
              {heads.map((head, i) => (
                <th key={head} scope="col" className={i < kWide ? 'bk-num bk-wide' : 'bk-num'}>
                  {say(head)}
                </th>
              ))}
            </tr>
          </thead>
          {served.map(({ fund }) => {
            const own = pools.filter((pool) => pool.fund === fund);
            return (
              <tbody key={fund}>
                <tr className="bk-subtotal">
                  <th scope="rowgroup" colSpan={2}>
                    {title('funds', fund)}
                  </th>
                  <Sums pools={own} />
                </tr>
                {own.map((pool) => (
                  <tr key={pool.no}>
                    <th scope="row">{label('source', pool.source)}</th>
                    <td>{purpose(pool.purpose)}</td>
                    <Sums pools={[pool]} />
                  </tr>
                ))}
              </tbody>
            );
          })}
          <tfoot>
            {hidden !== 0 && (
              <tr>
                <th scope="row" colSpan={2}>
                  {say('otherFunds')}
                </th>
                <td className="bk-wide" colSpan={kWide} />
                <td>
                  <Money fen={hidden} />
                </td>
                <td />
                <td />
              </tr>
            )}
            <tr>
              <th scope="row" colSpan={2}>
                {say('total')}
              </th>
              <Sums pools={pools} />
            </tr>
          </tfoot>
        </table>
      </div>
      <p className="mz-muted">{say('outNote')}</p>
    </section>
  );
}

/** What must hold after every entry, with the figures of this moment. */
function Equation({ entity }: { entity: Entity }) {
  const say = useWords(words);
  const { accounts, pools, unconfirmed, held } = entity;
  const difference = accounts - pools - unconfirmed - held;
  return (
    <section className="mz-card bk-equation">
      <span>
        {say('equation', {
          accounts: yuan(accounts),
          pools: yuan(pools),
          unconfirmed: yuan(unconfirmed),
          held: yuan(held),
        })}
      </span>
      {difference === 0 ? (
        <StateTag tone="good">{say('equationHolds')}</StateTag>
      ) : (
        <StateTag tone="bad">{say('equationFails', { amount: yuan(difference) })}</StateTag>
      )}
    </section>
  );
}

/** 余额: accounts and balances by purpose of the entity whose fund is chosen. */
export default function Balances() {
  const sayApp = useWords(appWords);
  const title = useTitles();
  const entityId = useEntityId();
  const { funds } = useOffice();
  const entities = useEntities();
  const accounts = useAccounts();
  const pools = usePools();
  const failed = [entities, accounts, pools].find((one) => one.isError);
  const entity = entities.data?.find((one) => one.entity === entityId);
  const ours = funds.filter((one) => one.entity === entityId).map(({ fund }) => fund);
  const shown = pools.data?.filter(({ fund }) => ours.includes(fund)) ?? [];
  return (
    <Page
      title={sayApp('balances')}
      about={entityId && title('entities', entityId)}
      actions={<PrintButton />}
    >
      {failed ? (
        <LoadProblem error={failed.error} again={() => void failed.refetch()} />
      ) : !entity || !accounts.data || !pools.data ? (
        <Skeleton active />
      ) : (
        <>
          <Equation entity={entity} />
          <Pools pools={shown} hidden={entity.pools - sumOf(shown, (pool) => pool.balance)} />
          <Accounts accounts={accounts.data.filter((one) => one.entity === entityId)} />
        </>
      )}
    </Page>
  );
}
