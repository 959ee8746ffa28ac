import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { axeViolations, expect, test, watchConsole, type Person } from './office';

/** Every page of every person, in both languages: it is there, silent, and axe finds nothing. */

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

for (const person of people) {
  test(`${person}: every page of the menu`, async ({ as }) => {
    test.setTimeout(300_000);
    const page = await as(person);
    const said = watchConsole(page);
    await page.goto('/');
    await settle(page);
    const all = await addresses(page);
    expect(all.length).toBeGreaterThan(1);
    for (const address of all) {
      await page.goto(address);
      await inspect(page, `${person}${address.replaceAll('/', '.')}`);
    }
    expect(said).toEqual([]);
  });
}
