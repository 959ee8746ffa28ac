import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { holdBack } from './hands';
import { expect, test, type Office } from './office';
import { today } from './setting';

/** Files of gifts: dropped or chosen, checked first, written once. */

const kHead = 'number,time,amount,channel';

/** Gifts of 1.00, 2.00, … 9.00 yuan, over and over. */
function rows(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) =>
    `${prefix}${String(i).padStart(5, '0')},${today()} 09:00:00,${1 + (i % 9)}.00,wechat`);
}

function counts(page: Page, sort: string) {
  return page.getByRole('row', { name: new RegExp(`^${sort}`) }).getByRole('cell');
}

async function drop(page: Page, name: string, text: string) {
  const files = await page.evaluateHandle(
    ([name, text]) => {
      const files = new DataTransfer();
      files.items.add(new File([text], name, { type: 'text/csv' }));
      return files;
    },
    [name, text] as const,
  );
  await page.locator('.ant-upload-drag').getByRole('button').dispatchEvent('drop', { dataTransfer: files });
}

async function chooseFile(page: Page, name: string, text: string) {
  const asked = page.waitForEvent('filechooser');
  await page.getByText('把 CSV 文件拖到这里，或点击选择').click();
  await (await asked).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
}

async function size(office: Office) {
  return (await office.ask<{ size: number }>('cashier', 'GET', '/v1/ledger')).size;
}

test('10,000 gifts from a file: checked, imported, known the second time, confirmed', async ({ as, office }) => {
  const few = rows('FEW', 3);
  const many = rows('MANY', 10_000);
  const bad = [`BAD1,${today()} 09:00:00,many,wechat`, `BAD2,${today()} 09:00:00,-5.00,wechat`];
  const file = [kHead, ...few, ...many, ...bad].join('\n');
  const page = await as('cashier');
  const known = await holdBack(page, '**/v1/accounts?*');
  await page.goto('/imports');
  await expect(page.getByRole('heading', { level: 2 })).toBeVisible();
  await expect(page.locator('.ant-upload-drag')).toHaveCount(0); // Nothing can be dropped in vain.
  known();

  await drop(page, 'few.csv', [kHead, ...few].join('\n'));
  await page.getByRole('button', { name: '导入 3 笔' }).click();
  await expect(page.getByText('已导入 3 笔，共 6.00 元')).toBeVisible();
  await page.getByRole('button', { name: '换一个文件' }).click();

  const before = await size(office);
  await chooseFile(page, 'many.csv', file);
  await expect(page.getByRole('heading', { name: '核对结果：many.csv' })).toBeVisible();
  await expect(counts(page, '新的')).toHaveText(['10,000', '49,996.00']);
  await expect(counts(page, '已在账上')).toHaveText(['3', '—']);
  await expect(counts(page, '有问题')).toHaveText(['2', '—']);
  expect(await size(office)).toBe(before);

  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载有问题的行' }).click();
  const faults = readFileSync(await (await saved).path(), 'utf8').trim().split('\r\n');
  expect(faults).toHaveLength(3);
  expect(faults[1]).toMatch(/^10005,amount,.+,many$/);
  expect(faults[2]).toMatch(/^10006,amount,.+,'?-5\.00$/);

  // The upload waits at the door until its progress was seen.
  const open = await holdBack(page, '**/v1/imports?*');
  await page.getByRole('button', { name: '跳过有问题的 2 行，导入其余 10,000 笔' }).click();
  await expect(page.getByRole('progressbar')).toBeVisible();
  open();
  await expect(page.getByText('已导入 10,000 笔，共 49,996.00 元')).toBeVisible({ timeout: 60_000 });
  await page.unroute('**/v1/imports?*');
  const after = await size(office);
  expect(after).toBeGreaterThan(before + 10_000);

  await page.getByRole('button', { name: '换一个文件' }).click();
  await chooseFile(page, 'many.csv', file);
  await expect(counts(page, '新的')).toHaveText(['0', '0.00']);
  await expect(counts(page, '已在账上')).toHaveText(['10,003', '—']);
  await expect(page.getByRole('button', { name: /导入/ })).toHaveCount(0);
  expect(await size(office)).toBe(after);

  const bookkeeper = await as('bookkeeper');
  await bookkeeper.goto('/confirm');
  const pile = bookkeeper.getByRole('listitem').filter({ hasText: '10,000 笔' });
  const statement = pile.getByRole('textbox');
  await statement.fill('49999');
  await expect(pile.getByText('差额 3.00')).toBeVisible();
  await statement.fill('49996');
  await expect(pile.getByText('相符')).toBeVisible();
  await statement.press('Enter');
  await expect(bookkeeper.getByText('已确认 10,000 笔，49,996.00 元')).toBeVisible({ timeout: 60_000 });
  await expect(pile).toHaveCount(0);
});
