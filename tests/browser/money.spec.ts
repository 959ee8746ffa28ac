import { agree, choose, proposalOf } from './hands';
import { expect, test } from './office';
import { haveMoney, newest } from './setting';

/** Money that is no gift, and what becomes of gifts by two people. */

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
