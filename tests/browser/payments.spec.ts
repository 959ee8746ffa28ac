import { choose } from './hands';
import { expect, test } from './office';
import { haveBatch, haveFamily, haveMoney } from './setting';

/** Payments that the bank does not make, and that come back. */

test('of two payments one fails: it is sent again with the next batch', async ({ as, office }) => {
  await haveMoney(office, 1_000_000);
  const good = await haveFamily(office, 'payee', { fen: 110_000 });
  const bad = await haveFamily(office, 'payee', { fen: 120_000 });
  const batch = await haveBatch(office, [good, bad], 'released');

  const cashier = await as('cashier');
  await cashier.goto(`/batches/${batch}`);
  const second = cashier.getByRole('radiogroup', { name: '结果：2 号' });
  await second.getByText('失败').click();
  const record = cashier.getByRole('button', { name: '记账：成功 1 笔 1,100.00 元，失败 1 笔' });
  await record.click();
  await expect(cashier.getByText('失败的要选原因')).toBeVisible();
  await choose(cashier, '失败原因：2 号', '户名与账号不符');
  await record.click();
  await expect(cashier.getByText('已登记 2 笔结果')).toBeVisible();
  const list = cashier.getByRole('region', { name: '付款清单' });
  await expect(list.getByRole('row', { name: good.case })).toContainText('已发放');
  await expect(list.getByRole('row', { name: bad.case })).toContainText('户名与账号不符');

  // It waits among what can be paid, with the whole of its amount.
  await cashier.goto('/batches/new');
  await cashier.getByRole('checkbox', { name: '全选' }).uncheck();
  await cashier.getByRole('checkbox', { name: `选入：${bad.case}` }).check();
  await expect(cashier.getByText('已选 1 笔，合计 1,200.00 元')).toBeVisible();
  await cashier.getByRole('button', { name: '编制批次（1 笔）' }).click();
  await expect(cashier).toHaveURL(/\/batches\/b[^/]+$/);
  const again = new URL(cashier.url()).pathname;

  const bookkeeper = await as('bookkeeper');
  await bookkeeper.goto(again);
  await bookkeeper.getByRole('button', { name: '复核放行' }).click();
  await expect(bookkeeper.getByText('已放行，待银行结果')).toBeVisible();

  await cashier.reload();
  await cashier.getByRole('button', { name: '记账：成功 1 笔 1,200.00 元，失败 0 笔' }).click();
  await expect(cashier.getByText('已登记 1 笔结果')).toBeVisible();
  await expect(list.getByRole('row', { name: bad.case })).toContainText('已发放');
});

test('the bank sends a payment back: the money is still meant for the family', async ({ as, office }) => {
  await haveMoney(office, 1_000_000);
  const family = await haveFamily(office, 'payee', { fen: 130_000 });
  const batch = await haveBatch(office, [family], 'paid');
  const page = await as('cashier');
  await page.goto(`/batches/${batch}`);
  await page.getByRole('button', { name: '登记退汇：1 号' }).click();
  const form = page.getByRole('dialog', { name: '登记退汇：1 号' });
  await choose(form, '原因', '银行退汇-其他');
  await form.getByRole('button', { name: '登记退汇' }).click();
  await expect(page.getByText('已登记退汇')).toBeVisible();
  await page.goto('/batches/new');
  await expect(page.getByRole('checkbox', { name: `选入：${family.case}` })).toBeVisible();
});
