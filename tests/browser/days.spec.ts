import { expect, test } from './office';

/** People's days, against the real server: what one writes, the next finds. */

test('the cashier records a gift, the bookkeeper confirms it, its donor finds it', async ({ as, office }) => {
  const cashier = await as('cashier');
  await cashier.goto('/gifts/new');
  const amount = cashier.getByLabel('金额', { exact: true });
  await amount.fill('1234.5');
  await expect(cashier.getByText('壹仟贰佰叁拾肆元伍角整')).toBeVisible();
  await amount.press('Enter');
  await expect(cashier.getByText('1,234.50').first()).toBeVisible();
  await expect(amount).toHaveValue('');
  await expect(amount).toBeFocused();

  const gifts = await office.ask<{ items: { seq: number; code: string; standing: string }[] }>(
    'cashier', 'GET', '/v1/donations?limit=1');
  const gift = gifts.items[0]!;
  expect(gift.standing).toBe('unconfirmed');

  const bookkeeper = await as('bookkeeper');
  await bookkeeper.goto('/confirm');
  await bookkeeper.getByRole('button', { name: /确认/ }).first().click();
  await expect
    .poll(async () => {
      const page = await office.ask<{ standing: string }>('cashier', 'GET', `/v1/donations/${gift.seq}`);
      return page.standing;
    })
    .toBe('confirmed');

  const donor = await as();
  await donor.goto(`/gift/${gift.code}`);
  await expect(donor.getByText('1,234.50')).toBeVisible();
  await expect(donor.getByText('没有被改动')).toBeVisible();
});

test('who approves signs in with a code, and out again', async ({ as, office }) => {
  const page = await as();
  await page.goto('/');
  await page.getByLabel('用户名').fill('approver');
  await page.getByLabel('密码').fill(office.password('approver'));
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByLabel('动态码').fill(await office.code('approver'));
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.getByRole('button', { name: /approver/ }).click();
  await page.getByText('退出').click();
  await expect(page.getByRole('button', { name: '登录' })).toBeVisible();
});
