import type { Page } from '@playwright/test';
import { expect, test, type Office } from './office';
import { giveTo, haveBatch, haveFamily, haveMoney, today, write } from './setting';

/** The books as a bookkeeper reads, closes and searches them. */

type Rows<Row> = { items: Row[] };
const rows = async <Row>(office: Office, path: string) =>
  (await office.ask<Rows<Row>>('bookkeeper', 'GET', `/v1/${path}?limit=1000`)).items;

const yuan = (fen: number) => (fen / 100).toLocaleString('en', { minimumFractionDigits: 2 });
const sum = (all: number[]) => all.reduce((a, b) => a + b, 0);

const kEntity = 'jinan_charity';
interface Entity {
  entity: string;
  open_from: string;
}
const entityOf = async (office: Office) =>
  (await rows<Entity>(office, 'entities')).find(({ entity }) => entity === kEntity)!;

function cells(page: Page, table: string, row: string) {
  return page.getByRole('region', { name: table, exact: true }).getByRole('row', { name: row }).getByRole('cell');
}

test('the balances and the trial balance are those of the API', async ({ as, office }) => {
  await haveMoney(office, 123_400);
  const page = await as('bookkeeper');
  await page.goto('/balances');
  await expect(page.getByText('相等', { exact: true })).toBeVisible();
  const accounts = (await rows<{ entity: string; account: string; balance: number }>(office, 'accounts'))
    .filter(({ entity }) => entity === kEntity);
  const { accounts: titles } = await office.ask<{ accounts: Record<string, string> }>('bookkeeper', 'GET', '/v1/titles');
  for (const { account, balance } of accounts) {
    await expect(cells(page, '货币资金账户', titles[account]!).last()).toHaveText(yuan(balance));
  }
  await expect(cells(page, '货币资金账户', '合计').last()).toHaveText(yuan(sum(accounts.map((one) => one.balance))));
  const pools = (await rows<{ fund: string; in: number; balance: number; reserved: number }>(office, 'pools'))
    .filter(({ fund }) => fund === 'jinan');
  const [into, left, reserved] = (['in', 'balance', 'reserved'] as const).map((name) =>
    sum(pools.map((pool) => pool[name])));
  await expect(cells(page, '专项余额', '合计')).toHaveText(
    [into!, into! - left!, left!, reserved!, left! - reserved!].map(yuan));

  const month = today().slice(0, 7);
  await page.goto('/trial');
  await expect(page.getByText('借贷相等')).toBeVisible();
  const posted = (await rows<{ entity: string; code: string; month: string; debit: number; credit: number }>(
    office, 'book-balances')).filter((one) => one.entity === kEntity && one.month === month);
  expect(posted.length).toBeGreaterThan(1);
  const shown = (fen: number) => (fen === 0 ? '' : yuan(fen));
  for (const code of new Set(posted.map((one) => one.code))) {
    const own = posted.filter((one) => one.code === code);
    const found = page.getByRole('row', { name: new RegExp(`^${code} `) }).getByRole('cell');
    await expect(found.nth(3)).toHaveText(shown(sum(own.map(({ debit }) => debit))));
    await expect(found.nth(4)).toHaveText(shown(sum(own.map(({ credit }) => credit))));
  }
});

test('a month is closed for good: it takes no entry any more', async ({ as, office }) => {
  const { open_from: month } = await entityOf(office);
  const page = await as('bookkeeper');
  await page.goto('/periods');
  await expect(page.getByRole('heading', { name: `结账前检查：${month}` })).toBeVisible();
  await page.getByRole('button', { name: `结账 ${month}` }).click();
  const form = page.getByRole('dialog', { name: `结账 ${month}` });
  const close = form.getByRole('button', { name: `结账 ${month}` });
  await form.getByLabel('输入月份').fill('2019-12');
  await expect(close).toBeDisabled();
  await form.getByLabel('输入月份').fill(month);
  await close.click();
  await expect(page.getByRole('row', { name: new RegExp(`^${month}`) })).toContainText('已结账');
  const next = (await entityOf(office)).open_from;
  expect(next > month).toBe(true);
  await expect(page.getByRole('heading', { name: `结账前检查：${next}` })).toBeVisible();

  await expect(write(office, 'bookkeeper', 'period.closed', { entity: kEntity, period: month }, { fund: undefined }))
    .rejects.toThrow(/period_not_next/);
  const day = `${month}-15`;
  await expect(giveTo(office, 'cash1', 100, { value_date: day, book_date: day })).rejects.toThrow(/period_not_open/);
});

test('search leads to the page of what is named', async ({ as, office }) => {
  const order = `66${process.pid}${Date.now()}`;
  const { seq } = await giveTo(office, 'qrpos1', 6_100, { channel: 'wechat', ref: `wechat:qrpos1:${order}` });
  const gift = await office.ask<{ number: string; code: string }>('cashier', 'GET', `/v1/donations/${seq}`);
  await haveMoney(office, 1_000_000);
  const family = await haveFamily(office, 'payee', { fen: 140_000 });
  const batch = await haveBatch(office, [family], 'released');
  const page = await as('cashier');
  await page.goto('/');
  for (const [text, path] of [
    [gift.number, `/gifts/${seq}`],
    [gift.code, `/gifts/${seq}`],
    [order, `/gifts/${seq}`],
    [family.case, `/cases/${family.case}`],
    [family.household, `/households/${family.household}`],
    [batch, `/batches/${batch}`],
  ] as const) {
    const box = page.getByRole('searchbox', { name: /^查找/ });
    await box.fill(text);
    await box.press('Enter');
    await expect(page).toHaveURL(office.url + path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
  await page.goto('/search?q=nothing-has-this');
  await expect(page.getByText('没有找到“nothing-has-this”')).toBeVisible();
});
