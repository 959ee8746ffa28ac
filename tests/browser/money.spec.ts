import { agree, choose, loseFirstAnswer, proposalOf } from './hands';
import { expect, test, type Office } from './office';
import { giveTo, haveMoney, newest, write } from './setting';

/** Money that is no gift, and what becomes of gifts by two people. */

async function accountOf(office: Office, id: string) {
  const { items } = await office.ask<{ items: { account: string; balance: number }[] }>(
    'auditor', 'GET', '/v1/accounts?limit=1000');
  return items.find(({ account }) => account === id)!.balance;
}

async function poolsOf(office: Office) {
  const { items } = await office.ask<{
    items: { fund: string; source: string; purpose: { type: string; code?: string }; balance: number }[];
  }>('auditor', 'GET', '/v1/pools?limit=1000');
  const pools = items.filter(({ fund }) => fund === 'jinan');
  return Object.fromEntries(
    pools.map(({ source, purpose, balance }) => [`${source} ${purpose.code ?? purpose.type}`, balance]),
  );
}

/** A gift that is in the books and can be spent. */
async function haveGift(office: Office, fen: number) {
  const { seq } = await giveTo(office, 'bank1', fen);
  await write(office, 'bookkeeper', 'income.confirmed', { first: seq, last: seq, count: 1, amount: fen });
  return seq;
}

test('government money is recorded with its document, and confirmed against the statement', async ({ as, office }) => {
  const before = (await poolsOf(office))['gov none'] ?? 0;
  const cashier = await as('cashier');
  await cashier.goto('/injections/new');
  await cashier.getByLabel('金额', { exact: true }).fill('8000');
  await cashier.getByLabel('文号').fill('济财社〔2026〕7号');
  await cashier.getByRole('button', { name: '保存' }).click();
  await expect(cashier.getByText(/已登记，账序号 \d+：8,000.00 元/)).toBeVisible();
  expect((await newest(office, 'injection.received')).body).toMatchObject({
    amount: 800_000,
    document_no: '[2026]7',
    source: 'gov',
  });
  expect((await poolsOf(office))['gov none'] ?? 0).toBe(before); // Not before it is confirmed.

  const bookkeeper = await as('bookkeeper');
  await bookkeeper.goto('/confirm');
  const pile = bookkeeper.getByRole('listitem').filter({ hasText: '财政专户' });
  const statement = pile.getByRole('textbox').first();
  await statement.fill('8000');
  await expect(pile.getByText('相符')).toBeVisible();
  await statement.press('Enter');
  await expect(pile).toHaveCount(0);
  expect((await poolsOf(office))['gov none']).toBe(before + 800_000);
});

test('cash is drawn from the bank: accounts change, what it is for does not', async ({ as, office }) => {
  await haveMoney(office, 100_000);
  const [bank, cash, pools] = [
    await accountOf(office, 'bank1'), await accountOf(office, 'cash1'), await poolsOf(office)];
  const cashier = await as('cashier');
  await cashier.goto('/moves/new');
  await choose(cashier, '类型', '提现');
  await choose(cashier, '转出账户', /基本户/);
  await choose(cashier, '转入账户', /库存现金/);
  await cashier.getByLabel('金额').fill(String(bank / 100 + 1));
  await cashier.getByRole('button', { name: '记账' }).click();
  await expect(cashier.getByText(/超过转出账户余额/)).toBeVisible();
  await cashier.getByLabel('金额').fill('77.7');
  await cashier.getByLabel('回单号').fill('SLIP-77');
  await cashier.getByRole('button', { name: '记账' }).click();
  const moves = cashier.getByRole('region', { name: '最近的划转' });
  await expect(moves.getByText('SLIP-77').first()).toBeVisible();
  await expect(moves.getByText('77.70').first()).toBeVisible();
  expect(await accountOf(office, 'bank1')).toBe(bank - 7_770);
  expect(await accountOf(office, 'cash1')).toBe(cash + 7_770);
  expect(await poolsOf(office)).toEqual(pools);
});

test('money of another fund is received', async ({ as, office }) => {
  const cashier = await as('cashier');
  await cashier.goto('/transfers/new');
  await cashier.getByLabel('金额', { exact: true }).fill('500');
  await cashier.getByRole('button', { name: '保存' }).click();
  await expect(cashier.getByText(/500.00/).first()).toBeVisible();
  expect((await newest<{ amount: number }>(office, 'transfer.received')).body.amount).toBe(50_000);
});

test('two people send money to the fund of a county', async ({ as, office }) => {
  await haveMoney(office, 100_000);
  const cashier = await as('cashier');
  await cashier.goto('/corrections/transfer');
  await choose(cashier, '从专项余额', /捐赠 · 非定向/);
  await cashier.getByLabel('金额').fill('100.01');
  await choose(cashier, '付款账户', /基本户/);
  await choose(cashier, '收款单位', /商河/);
  await choose(cashier, '收款基金', /商河/);
  await cashier.getByRole('button', { name: '提请复核' }).click();
  await expect(cashier.getByText(/已提请复核/)).toBeVisible();

  const bookkeeper = await as('bookkeeper');
  await agree(await proposalOf(bookkeeper, '100.01'));
  const sent = await newest<{ amount: number; to_fund: string }>(office, 'transfer.sent');
  expect(sent.actor).toBe('bookkeeper');
  expect(sent.body).toMatchObject({ amount: 10_001, to_fund: 'shanghe' });
});

test('two people refund a gift, though the network goes while it is proposed', async ({ as, office }) => {
  const gift = await haveGift(office, 5_900);
  const before = (await poolsOf(office))['donation none']!;
  const cashier = await as('cashier');
  const keys = await loseFirstAnswer(cashier, '**/v1/proposals/donation.refunded');
  await cashier.goto(`/corrections/refund?income=${gift}`);
  await choose(cashier, '原因', /./);
  await expect(cashier.getByLabel('金额')).toHaveValue('59.00');
  await cashier.getByRole('button', { name: '提请复核' }).click();
  await expect(cashier.getByText('网络不通，正在重试')).toBeVisible();
  await cashier.context().setOffline(false);
  await expect(cashier.getByText(/已提请复核/)).toBeVisible();
  expect(keys.length).toBeGreaterThan(1);
  expect(new Set(keys).size).toBe(1);
  expect((await poolsOf(office))['donation none']).toBe(before); // One person alone refunds nothing.

  const bookkeeper = await as('bookkeeper');
  const proposal = await proposalOf(bookkeeper, '59.00');
  await expect(proposal).toHaveCount(1); // Proposed once.
  await agree(proposal);
  const refund = await newest<{ donation: number }>(office, 'donation.refunded');
  expect(refund).toMatchObject({ actor: 'bookkeeper', body: { donation: gift, amount: 5_900 } });
  expect((await poolsOf(office))['donation none']).toBe(before - 5_900);
});

test('two people put a gift to another use', async ({ as, office }) => {
  const gift = await haveGift(office, 6_000);
  const before = await poolsOf(office);
  const cashier = await as('cashier');
  await cashier.goto(`/corrections/repurpose?income=${gift}`);
  await choose(cashier, '新用途', '定向：救助事由');
  await choose(cashier, '区县、村、事由或活动代码', '重大疾病');
  await choose(cashier, '依据', '捐赠人同意');
  await cashier.getByLabel('金额').fill('45');
  await cashier.getByRole('button', { name: '提请复核' }).click();
  await expect(cashier.getByText(/已提请复核/)).toBeVisible();

  const bookkeeper = await as('bookkeeper');
  await agree(await proposalOf(bookkeeper, '45.00'));
  expect(await newest(office, 'purpose.changed')).toMatchObject({
    actor: 'bookkeeper',
    body: { income: gift, amount: 4_500, basis: 'consent' },
  });
  const after = await poolsOf(office);
  expect(after['donation none']).toBe(before['donation none']! - 4_500);
  expect(after['donation illness']).toBe((before['donation illness'] ?? 0) + 4_500);
});
