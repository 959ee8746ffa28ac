import { act, agree, openCase, proposalOf } from './hands';
import { expect, test } from './office';
import { haveApprover } from './newcomer';
import { haveFamily, haveMoney, lastOf } from './setting';

/** What an approver does with many cases, and with what is above their limit. */

test('several cases within the limit are approved in one act, one entry each', async ({ as, office }) => {
  await haveMoney(office, 4_000_000);
  const families = [];
  for (const fen of [110_000, 120_000, 130_000]) families.push(await haveFamily(office, 'reviewed', { fen }));
  const large = await haveFamily(office, 'reviewed', { fen: 3_000_000 });
  const page = await as('approver');
  await page.goto('/cases?stage=reviewed');
  for (const family of families) await page.getByRole('checkbox', { name: family.case }).check();
  await expect(page.getByRole('checkbox', { name: large.case })).toBeDisabled();
  await page.getByRole('button', { name: '批量审批（3）' }).click();
  const form = page.getByRole('dialog', { name: '批量审批' });
  await form.getByRole('button', { name: '批准 3 案，共 3,600.00 元' }).click();
  await expect(form.getByText('已办 3 案')).toBeVisible();
  for (const family of families) {
    const approved = await lastOf(office, family, 'case.approved');
    expect(approved).toMatchObject({ actor: 'approver', body: { amount: family.fen, basis: 'person' } });
  }
  expect(await lastOf(office, large, 'case.approved')).toBeUndefined();
});

test('what is above the limit of one is put before a second approver', async ({ as, office }) => {
  await haveMoney(office, 4_000_000);
  const family = await haveFamily(office, 'reviewed', { fen: 3_000_000 });
  const { person, storageState } = await haveApprover(office);
  const approver = await as('approver');
  await openCase(approver, family);
  const form = await act(approver, '审批');
  await form.getByRole('button', { name: '提请另一人复核' }).click();
  await expect(approver.getByText(/已提交，等另一个人复核（提案 \d+ 号）/)).toBeVisible();
  expect(await lastOf(office, family, 'case.approved')).toBeUndefined();

  const second = await as(undefined, { storageState });
  await agree(await proposalOf(second, family.case));
  expect(await lastOf(office, family, 'case.approved')).toMatchObject({
    actor: person,
    body: { amount: 3_000_000, basis: 'person' },
  });
  await approver.reload();
  await expect(approver.getByText('已批待付').first()).toBeVisible();
});
