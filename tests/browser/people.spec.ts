import type { Page } from '@playwright/test';
import { choose } from './hands';
import { Phone } from './newcomer';
import { expect, test } from './office';

/** How people come in, and what an administrator does with a second person. */

async function signIn(page: Page, person: string, password: string) {
  await page.goto('/');
  await page.getByLabel('用户名', { exact: true }).fill(person);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录' }).click();
}

/** Types the secret that the page shows into a phone, and its first code into the page. */
async function enrolPhone(page: Page): Promise<Phone> {
  await expect(page.getByRole('heading', { name: '请先设置动态码' })).toBeVisible();
  const phone = new Phone(await page.locator('.mz-code').innerText());
  await expect(page.getByLabel('验证器上显示的六位数字')).toBeFocused();
  await page.keyboard.type(phone.code());
  await page.keyboard.press('Enter');
  await expect(page.getByText('动态码已启用')).toBeVisible();
  return phone;
}

async function signOut(page: Page, person: string) {
  await page.getByRole('button', { name: `我的账号 ${person}` }).click();
  await page.getByText('退出', { exact: true }).click();
  await expect(page.getByRole('button', { name: '登录' })).toBeVisible();
}

test('who approves signs in with a code, and out again', async ({ as, office }) => {
  const page = await as();
  await signIn(page, 'approver', office.password('approver'));
  await page.getByLabel('动态码').fill(await office.code('approver'));
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await signOut(page, 'approver');
});

test('a new approver is enrolled by two, gets a password and a phone, and loses the phone', async ({ as, office }) => {
  const person = `approver.${process.pid}`;
  const administrator = await as('administrator');
  await administrator.goto('/people');
  await administrator.getByRole('link', { name: '登记人员' }).click();
  await administrator.getByLabel('用户名', { exact: true }).fill(person);
  await choose(administrator, '会计主体', '济南市慈善总会(演示)');
  await administrator.getByRole('checkbox', { name: '审批人（县民政）' }).check();
  await administrator.getByRole('button', { name: '提请复核' }).click();
  await expect(administrator).toHaveURL(/\/proposals\/\d+$/);
  await expect(administrator.getByText('这是您提请的，要由另一个人复核')).toBeVisible();

  const responsible = await as('responsible');
  await responsible.goto('/proposals');
  const proposal = responsible.getByRole('article').filter({ hasText: person });
  await proposal.getByRole('button', { name: '同意：登记人员' }).click();
  await expect(responsible.getByText(/已同意，生效/)).toBeVisible();

  await administrator.goto(`/people/${person}`);
  await administrator.getByRole('button', { name: '发初始密码' }).click();
  await administrator.getByRole('dialog').getByRole('button', { name: '发初始密码' }).click();
  const slip = administrator.getByRole('dialog', { name: '初始密码条' });
  const first = await slip.locator('.mz-password').innerText();
  await slip.getByRole('button', { name: '已交付，关闭' }).click();

  // The newcomer, without a mouse.
  const page = await as();
  const password = `newcomer-${process.pid}-knows`;
  await page.goto('/');
  await expect(page.getByLabel('用户名', { exact: true })).toBeFocused();
  await page.keyboard.type(person);
  await page.keyboard.press('Tab');
  await page.keyboard.type(first);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '请先换掉初始密码' })).toBeVisible();
  await expect(page.getByLabel('现在的密码')).toBeFocused();
  await page.keyboard.type(first);
  for (const text of [password, password]) {
    await page.keyboard.press('Tab'); // To the eye that shows what was typed.
    await page.keyboard.press('Tab');
    await page.keyboard.type(text);
  }
  await page.keyboard.press('Enter');
  const phone = await enrolPhone(page);

  await signOut(page, person);
  await signIn(page, person, password);
  await page.getByLabel('动态码').fill(phone.code());
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByRole('button', { name: `我的账号 ${person}` })).toBeVisible();

  await administrator.getByRole('button', { name: '清除动态码' }).click();
  await administrator.getByRole('dialog').getByRole('button', { name: '清除动态码' }).click();
  await expect(administrator.getByText('已完成')).toBeVisible();
  await signIn(page, person, password);
  await enrolPhone(page);
});

test('a limit is changed by two: who seconds sees what differs', async ({ as }) => {
  const administrator = await as('administrator');
  await administrator.goto('/limits');
  await administrator.getByRole('link', { name: '提请修改' }).click();
  const field = administrator.getByLabel(/审批至发放的时限/);
  const before = await field.inputValue();
  const after = String(Number(before) + 1);
  await expect(administrator.getByRole('button', { name: '提请复核' })).toBeDisabled();
  await field.fill(after);
  await expect(administrator.getByRole('row', { name: /审批至发放的时限/ })).toContainText(after);
  await administrator.getByRole('button', { name: '提请复核' }).click();
  await expect(administrator).toHaveURL(/\/proposals\/\d+$/);

  const responsible = await as('responsible');
  await responsible.goto('/proposals');
  const proposal = responsible.getByRole('article').filter({ hasText: '审批至发放的时限' });
  const change = proposal.getByRole('row', { name: /审批至发放的时限/ });
  await expect(change.getByRole('cell').first()).toHaveText(before);
  await expect(change).toContainText(after);
  await expect(proposal.getByRole('row')).toHaveCount(2); // Its head, and only what changes.
  await proposal.getByRole('button', { name: /同意/ }).click();
  await expect(responsible.getByText(/已同意，生效/)).toBeVisible();
  await responsible.goto('/limits');
  await expect(responsible.getByRole('row', { name: /审批至发放的时限/ })).toContainText(after);
});

test('a session ends in the middle of a form: who signs in again finds it as it was', async ({ as, office }) => {
  const page = await as();
  await signIn(page, 'cashier', office.password('cashier'));
  await expect(page.getByRole('button', { name: '我的账号 cashier' })).toBeVisible();
  await page.goto('/gifts/new');
  const amount = page.getByLabel('金额', { exact: true });
  const donor = page.getByLabel('姓名或单位');
  await amount.fill('58');
  await donor.fill('赵某(演示)');
  const { csrf } = (await (await page.request.get('/v1/session')).json()) as { csrf: string };
  await page.request.delete('/v1/session', { headers: { 'X-CSRF-Token': csrf } });

  await amount.press('Enter');
  const again = page.getByRole('dialog', { name: '登录' });
  await expect(again).toContainText('填到一半的内容还在');
  await again.getByLabel('密码').fill(office.password('cashier'));
  await page.keyboard.press('Enter');
  await expect(again).toHaveCount(0);
  await expect(amount).toHaveValue(/^58(\.00)?$/);
  await expect(donor).toHaveValue('赵某(演示)');
  await amount.press('Enter');
  await expect(page.getByRole('status').getByText('58.00')).toBeVisible();
});
