import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { axeViolations, expect, test, watchConsole, type Person } from './office';

/** Every page, in both languages: it is there, silent, and axe finds nothing. */

test.use({ history: true });

const people: Person[] = [
  'cashier',
  'bookkeeper',
  'caseworker',
  'reviewer',
  'approver',
  'responsible',
  'auditor',
  'administrator',
];

/** Where pictures go; none are taken where it is not set (scripts/screenshots). */
const pictures = process.env.MINGZHANG_SCREENSHOTS;

async function settle(page: Page) {
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await page.waitForLoadState('networkidle');
  await expect(page.locator('.ant-spin-spinning')).toHaveCount(0);
}

async function take(page: Page, name: string) {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

async function inspect(page: Page, name: string) {
  await settle(page);
  await take(page, `${name}.zh`);
  expect(await axeViolations(page), `${name} in Chinese`).toEqual([]);
  await page.getByRole('button', { name: 'English' }).click();
  await settle(page);
  await take(page, `${name}.en`);
  expect(await axeViolations(page), `${name} in English`).toEqual([]);
  await page.getByRole('button', { name: '中文' }).click();
}

/** What the menu offers, and one page behind each list. */
async function addresses(page: Page): Promise<string[]> {
  const found = await page.locator('nav a[href^="/"]').evaluateAll((links) =>
    links.map((link) => link.getAttribute('href')!),
  );
  return [...new Set(found)];
}

/** Pages that were looked at already: what they show to others differs little. */
const seen = new Set<string>();

for (const person of people) {
  test(`${person}: the home page, and what only they or nobody before had in the menu`, async ({ as }) => {
    test.setTimeout(300_000);
    const page = await as(person);
    const said = watchConsole(page);
    await page.goto('/');
    await settle(page);
    const all = await addresses(page);
    expect(all.length).toBeGreaterThan(1);
    for (const address of all.filter((one) => one === '/' || !seen.has(one))) {
      seen.add(address);
      await page.goto(address);
      await inspect(page, `${person}${address.replaceAll('/', '.')}`);
    }
    expect(said).toEqual([]);
  });
}

/** Pages behind a list, of things that the history has. */
const behind: [Person, path: (ids: Ids) => string][] = [
  ['cashier', ({ gift }) => `/gifts/${gift}`],
  ['cashier', ({ gift }) => `/gifts/${gift}/receipt`],
  ['cashier', ({ batch }) => `/batches/${batch}`],
  ['caseworker', ({ household }) => `/households/${household}`],
  ['approver', ({ case: id }) => `/cases/${id}`],
  ['bookkeeper', () => '/search?q=c26'],
  ['administrator', () => '/people/cashier'],
  ['auditor', ({ gift }) => `/entries/${gift}`],
];

interface Ids {
  gift: number;
  code: string;
  batch: string;
  household: string;
  case: string;
}

async function findIds(ask: <T>(path: string) => Promise<T>): Promise<Ids> {
  type List<Row> = { items: Row[] };
  const gifts = await ask<List<{ seq: number; code: string }>>('/v1/donations?standing=confirmed');
  const batches = await ask<List<{ batch: string }>>('/v1/batches');
  const households = await ask<List<{ household: string }>>('/v1/households');
  const cases = await ask<List<{ case: { case: string; stage: string } }>>('/v1/cases?stage=reviewed');
  return {
    gift: gifts.items.at(-1)!.seq,
    code: gifts.items.at(-1)!.code,
    batch: batches.items[0]!.batch,
    household: households.items[0]!.household,
    case: cases.items[0]!.case.case,
  };
}

test('the pages behind the lists', async ({ as, office }) => {
  test.setTimeout(300_000);
  const ids = await findIds((path) => office.ask('cashier', 'GET', path));
  for (const [person, path] of behind) {
    const page = await as(person);
    const said = watchConsole(page);
    await page.goto(path(ids));
    await inspect(page, `${person}.behind${path({ ...ids, gift: 0 }).replaceAll(/[/?=]/g, '.')}`);
    expect(said, path(ids)).toEqual([]);
    await page.context().close();
  }
});

test('visitors: figures, their gift proved by their own browser, and what is not found', async ({ as, office }) => {
  const { code } = await findIds((path) => office.ask('cashier', 'GET', path));
  const page = await as();
  const said = watchConsole(page);
  for (const [name, path] of [
    ['overview', '/public'],
    ['look-up', '/public/look-up'],
    ['proof', '/public/proof'],
    ['gift', `/gift/${code}`],
  ] as const) {
    await page.goto(path);
    await inspect(page, `visitor.${name}`);
  }
  await page.goto(`/gift/${code}`);
  await expect(page.getByText('没有被改动')).toBeVisible();
  expect(said).toEqual([]);
  await page.goto('/gift/ZZZ-ZZZZZZZZZZ');
  await expect(page.getByRole('alert')).toContainText('没有查到');
});

test('a visitor catches an answer that was altered on the way', async ({ as, office }) => {
  const { code } = await findIds((path) => office.ask('cashier', 'GET', path));
  const page = await as();
  await page.route('**/v1/public/gift?*', async (route) => {
    const answer = await route.fetch();
    const gift = (await answer.json()) as { bytes: string; amount: number };
    gift.amount += 100;
    gift.bytes = gift.bytes.replace(/"amount":\d+/, `"amount":${gift.amount}`);
    await route.fulfill({ response: answer, json: gift });
  });
  await page.goto(`/gift/${code}`);
  await expect(page.getByRole('alert')).toContainText('核验没有通过');
});
