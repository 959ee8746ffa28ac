import type { Page } from '@playwright/test';
import { choose, loseFirstAnswer } from './hands';
import { expect, test, type Office } from './office';
import { giveTo, haveMoney } from './setting';

/** The day of a cashier and a bookkeeper: gifts, and what was recorded wrongly. */

interface Gift {
  seq: number;
  code: string;
  number: string;
  standing: string;
  donation: { amount: number; value_date: string; purpose: { type: string; code?: string } };
}

async function giftsOf(office: Office, fen: number): Promise<Gift[]> {
  const page = await office.ask<{ items: Gift[] }>('cashier', 'GET', '/v1/donations?limit=1000');
  return page.items.filter(({ donation }) => donation.amount === fen);
}

async function standing(office: Office, seq: number) {
  return (await office.ask<Gift>('cashier', 'GET', `/v1/donations/${seq}`)).standing;
}

/** What the fund has of gifts for no special use. */
async function poolOf(office: Office) {
  const { items } = await office.ask<{
    items: { fund: string; source: string; purpose: { type: string }; balance: number }[];
  }>('bookkeeper', 'GET', '/v1/pools?limit=1000');
  return items.find(
    ({ fund, source, purpose }) => fund === 'jinan' && source === 'donation' && purpose.type === 'none',
  )!.balance;
}

function amountOf(page: Page) {
  return page.getByLabel('金额', { exact: true });
}

test('the cashier records a gift, the bookkeeper confirms it, its donor finds it', { tag: '@core' }, async ({ as, office }) => {
  const cashier = await as('cashier');
  await cashier.goto('/gifts/new');
  const amount = amountOf(cashier);
  await amount.fill('1234.5');
  await expect(cashier.getByText('壹仟贰佰叁拾肆元伍角整')).toBeVisible();
  await amount.press('Enter');
  await expect(cashier.getByText('1,234.50').first()).toBeVisible();
  await expect(amount).toHaveValue('');
  await expect(amount).toBeFocused();

  const [gift] = await giftsOf(office, 123_450);
  expect(gift!.standing).toBe('unconfirmed');

  const bookkeeper = await as('bookkeeper');
  await bookkeeper.goto('/confirm');
  const pile = bookkeeper.getByRole('listitem').filter({ hasText: new RegExp(`${gift!.donation.value_date}.*库存现金`) });
  await pile.getByRole('button', { name: /确认/ }).click();
  await expect.poll(() => standing(office, gift!.seq)).toBe('confirmed');

  const donor = await as();
  await donor.goto(`/gift/${gift!.code}`);
  await expect(donor.getByText('1,234.50')).toBeVisible();
  await expect(donor.getByText('没有被改动')).toBeVisible();
});

test('a cashier without a mouse records two gifts', async ({ as, office }) => {
  const page = await as('cashier');
  await page.goto('/gifts/new');
  await expect(amountOf(page)).toBeFocused();
  await page.keyboard.type('51');
  await page.keyboard.press('Tab');
  await page.keyboard.type('王某(演示)');
  await page.keyboard.press('Tab'); // Keep the name private.
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab'); // What it is for, found by typing.
  await page.keyboard.type('突发灾害');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').getByText('51.00')).toBeVisible();
  await expect(amountOf(page)).toBeFocused();
  await page.keyboard.type('52');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').getByText('52.00')).toBeVisible();

  const [first] = await giftsOf(office, 5_100);
  expect(first!.donation.purpose).toEqual({ type: 'cause', code: 'disaster' });
  expect(await giftsOf(office, 5_200)).toHaveLength(1);
});

test('the cashier takes back at once what was typed wrongly', async ({ as, office }) => {
  const page = await as('cashier');
  await page.goto('/gifts/new');
  await amountOf(page).fill('5300');
  await amountOf(page).press('Enter');
  const saved = page.getByRole('status').filter({ hasText: '5,300.00' });
  await saved.getByRole('button', { name: /作废/ }).click();
  const form = page.getByRole('dialog', { name: /作废/ });
  await choose(form, '原因', /金额/);
  await form.getByRole('button', { name: '作废', exact: true }).click();
  await expect(saved.getByText('已作废')).toBeVisible();
  const [gift] = await giftsOf(office, 530_000);
  expect(gift!.standing).toBe('cancelled');
});

test('the network goes while a gift is saved: nothing is lost, nothing is written twice', async ({ as, office }) => {
  const page = await as('cashier');
  await page.goto('/gifts/new');
  const keys = await loseFirstAnswer(page, '**/v1/entries/donation.received');
  await amountOf(page).fill('54');
  await page.getByLabel('姓名或单位').fill('李某(演示)');
  await amountOf(page).press('Enter');
  await expect(page.getByText('网络不通，正在重试')).toBeVisible();
  await expect(amountOf(page)).toHaveValue(/^54(\.00)?$/);
  await expect(page.getByLabel('姓名或单位')).toHaveValue('李某(演示)');
  expect(await giftsOf(office, 5_400)).toHaveLength(1);

  await page.context().setOffline(false);
  await expect(page.getByRole('status').getByText('54.00')).toBeVisible();
  await expect(amountOf(page)).toHaveValue('');
  expect(keys.length).toBeGreaterThan(1);
  expect(new Set(keys).size).toBe(1);
  expect(await giftsOf(office, 5_400)).toHaveLength(1);
});

test('the server is down while a gift is saved: it is saved when it is back', async ({ as, office }) => {
  const page = await as('cashier');
  await page.goto('/gifts/new');
  await amountOf(page).fill('55');
  await office.stop();
  await amountOf(page).press('Enter');
  await expect(page.getByText('网络不通，正在重试')).toBeVisible();
  await expect(amountOf(page)).toHaveValue(/^55(\.00)?$/);
  await office.start();
  await expect(page.getByRole('status').getByText('55.00')).toBeVisible({ timeout: 30_000 });
  expect(await giftsOf(office, 5_500)).toHaveLength(1);
});

test('two people reverse a gift that was confirmed: the cashier proposes, the bookkeeper agrees', async ({ as, office }) => {
  await haveMoney(office, 5_600);
  const [gift] = await giftsOf(office, 5_600);
  const before = await poolOf(office);
  const proposal = async () => {
    const { items } = await office.ask<{ items: { seq: number; kind: string }[] }>(
      'cashier', 'GET', '/v1/proposals?limit=1000');
    return items.find(({ kind }) => kind === 'entry.reversed');
  };

  const cashier = await as('cashier');
  await cashier.goto('/corrections');
  await cashier.getByRole('button', { name: '冲销' }).click();
  await cashier.getByLabel('登记号或账序号').fill(String(gift!.seq));
  await cashier.getByLabel('登记号或账序号').press('Enter');
  await expect(cashier.getByText('56.00').first()).toBeVisible();
  await choose(cashier, '原因', /金额/);
  await cashier.getByRole('button', { name: '提请复核' }).click();
  await expect(cashier.getByText(/已提请复核（提案 \d+ 号）/)).toBeVisible();
  const { seq } = (await proposal())!;

  // Who proposed it cannot agree to it.
  await cashier.getByRole('link', { name: '看待复核' }).click();
  const mine = cashier.getByRole('article').filter({ has: cashier.locator(`a[href="/proposals/${seq}"]`) });
  await expect(mine.getByText('这是您提请的，要由另一个人复核')).toBeVisible();
  await expect(mine.getByRole('button', { name: /同意/ })).toHaveCount(0);
  expect(await standing(office, gift!.seq)).toBe('confirmed');

  const bookkeeper = await as('bookkeeper');
  await bookkeeper.goto('/proposals');
  const theirs = bookkeeper.getByRole('article').filter({ has: bookkeeper.locator(`a[href="/proposals/${seq}"]`) });
  await expect(theirs.getByText('56.00')).toBeVisible();
  await theirs.getByRole('button', { name: /同意/ }).click();
  await expect(bookkeeper.getByText(/已同意，生效（账第 \d+ 号）/)).toBeVisible();

  expect(await proposal()).toBeUndefined();
  expect(await poolOf(office)).toBe(before - 5_600);
  await bookkeeper.goto(`/gifts/${gift!.seq}`);
  await expect(bookkeeper.getByText('已冲销', { exact: true }).first()).toBeVisible();
  await expect(bookkeeper.getByRole('row', { name: /冲销/ })).toContainText('56.00');
  await expect(bookkeeper.getByText('已入账', { exact: true })).toHaveCount(0);
  await expect(bookkeeper.getByRole('button', { name: '打印回执' })).toHaveCount(0);

  // Nor is its donor told that it will be spent.
  const donor = await as();
  await donor.goto(`/gift/${gift!.code}`);
  await expect(donor.getByText('56.00 元已冲销')).toBeVisible();
  await expect(donor.getByText('还没有用出去')).toHaveCount(0);
  await expect(donor.getByText('已入账', { exact: true })).toHaveCount(0);
});

test('the bookkeeper sends back what the statement does not show', async ({ as, office }) => {
  const { seq } = await giveTo(office, 'cash1', 5_700);
  const { number } = await office.ask<Gift>('cashier', 'GET', `/v1/donations/${seq}`);
  const page = await as('bookkeeper');
  await page.goto('/confirm');
  const pile = page.getByRole('listitem').filter({ hasText: '库存现金' });
  await pile.getByRole('button', { name: /逐笔看/ }).click();
  await pile.getByRole('button', { name: `退回出纳：${number}` }).click();
  const form = page.getByRole('dialog', { name: `退回出纳：${number}` });
  await choose(form, '原因', /./);
  await form.getByRole('button', { name: '退回出纳' }).click();
  await expect.poll(() => standing(office, seq)).toBe('cancelled');
});
