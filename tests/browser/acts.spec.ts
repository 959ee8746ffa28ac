import type { Page } from '@playwright/test';
import { axeViolations, expect, test } from './office';

/** Acts that no day of days.spec.ts has, each to its entry in the books. */

test.use({ history: true });

interface List<Row> {
  items: Row[];
}
const csv = (text: string) => ({
  name: 'table.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(`\uFEFF${text}`),
});
const choose = async (page: Page, file: ReturnType<typeof csv>) =>
  page.locator('input[type=file]').first().setInputFiles(file);

test('a table is proposed from a file, and seconded by who has the same file', async ({ as, office }) => {
  const table = '代码,名称,决定层级\naccident,意外事故,any\nillness,重大疾病,any\ndisaster,突发灾害,any\nflood,洪涝,any\n';
  const administrator = await as('administrator');
  await administrator.goto('/tables/causes');
  await administrator.getByRole('button', { name: '提请新版本' }).click();
  await choose(administrator, csv(`${table}flood,大水,any\n,无码,any\n`));
  await expect(administrator.getByRole('region', { name: 'table.csv' })).toContainText('第 6 行:代码“flood”重复');
  await expect(administrator.getByRole('button', { name: '提请复核' })).toBeDisabled();
  await choose(administrator, csv(table));
  await expect(administrator.getByText('改 0 行,增 1 行,去 1 行')).toBeVisible();
  await administrator.getByLabel('文号').fill('济民〔2026〕12号');
  expect(await axeViolations(administrator)).toEqual([]);
  await administrator.getByRole('button', { name: '提请复核' }).click();
  await expect(administrator.getByText('提请第')).toBeVisible();
  await expect(administrator.getByText('[2026]12')).toBeVisible();

  const responsible = await as('responsible');
  await responsible.goto('/proposals');
  await choose(responsible, csv(table.replace('洪涝', '水灾')));
  await expect(responsible.getByText('不是同一张表')).toBeVisible();
  await expect(responsible.getByRole('button', { name: '同意' })).toHaveCount(0);
  await choose(responsible, csv(table));
  expect(await axeViolations(responsible)).toEqual([]);
  await responsible.getByRole('button', { name: '同意' }).click();
  await expect(responsible.getByText('没有等复核的事')).toBeVisible();
  const parts = await office.ask<List<{ from: string; rows: { code: string }[] }>>(
    'auditor', 'GET', '/v1/tables/causes');
  const newest = parts.items.sort((a, b) => a.from.localeCompare(b.from)).at(-1)!;
  expect(newest.rows.map(({ code }) => code)).toEqual(['accident', 'illness', 'disaster', 'flood']);
});
