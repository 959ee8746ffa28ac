import { expect, test } from './office';
import { choose } from './hands';
import { haveFamily } from './setting';

/** What changes in a family stays on its page. */

test('a child is born and the family moves: the page of the household has it', async ({ as, office }) => {
  const family = await haveFamily(office, 'registered');
  const page = await as('caseworker');
  await page.goto(`/households/${family.household}`);
  await page.getByRole('button', { name: '变更家庭情况' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(family.household);
  await page.getByLabel('所在村').fill('370126001002');
  await page.getByRole('button', { name: '加一人' }).click();
  const child = page.getByRole('group', { name: /成员 2/ });
  await page.getByRole('button', { name: '保存变更' }).click();
  await expect(child.getByText('请填写').first()).toBeVisible(); // Nobody without a name.
  await child.getByLabel('姓名').fill('演示小');
  await child.getByLabel('证件号码').fill(`${family.household}c`);
  await choose(child, '与户主关系', '子女');
  await page.getByRole('button', { name: '保存变更' }).click();
  await expect(page).toHaveURL(new RegExp(`/households/${family.household}$`));

  const { household } = await office.ask<{ household: { village: string; members: { relation: string }[] } }>(
    'caseworker', 'GET', `/v1/households/${family.household}`);
  expect(household.village).toBe('370126001002');
  expect(household.members.map(({ relation }) => relation)).toEqual(['head', 'child']);
  await expect(page.getByText('370126001002').first()).toBeVisible();
  const history = page.locator('section').filter({ hasText: '变更记录' });
  await expect(history.getByText('家庭情况变更')).toBeVisible();
});
