import { act, attach, choose, done } from './hands';
import { expect, test } from './office';
import { haveBatch, haveFamily, haveMoney } from './setting';

/** The way of aid, from the family to the signed delivery, each step by whose it is. */

interface Overview {
  funds: { fund: string; months: { aided?: number; households?: number }[] }[];
}

test('a family gets aid: request, survey, review, approval, batch, payment, delivery', async ({ as, office }) => {
  await haveMoney(office, 5_000_000);
  const others = [];
  for (let i = 0; i < 3; ++i) others.push(await haveFamily(office, 'payee'));
  await haveBatch(office, others, 'paid');
  const aided = async () => {
    const { funds } = await office.ask<Overview>('auditor', 'GET', '/v1/public/overview');
    const months = funds.find(({ fund }) => fund === 'jinan')!.months;
    return months.reduce((sum, { households }) => sum + (households ?? 0), 0);
  };
  const before = await aided();
  expect(before).toBeGreaterThanOrEqual(3);

  const caseworker = await as('caseworker');
  await caseworker.goto('/households');
  await caseworker.getByRole('button', { name: '登记家庭' }).click();
  await caseworker.getByLabel('所在村').fill('370126001001');
  await caseworker.getByLabel('姓名').fill('演示某');
  await caseworker.getByLabel('证件号码').fill(`W${process.pid}001`);
  await caseworker.getByLabel('电话').fill('13800000000');
  await caseworker.getByRole('button', { name: '登记', exact: true }).click();
  await expect(caseworker).toHaveURL(/\/households\/h[^/]+$/);
  const household = new URL(caseworker.url()).pathname;

  await caseworker.getByRole('button', { name: '为本户申请救助' }).click();
  await choose(caseworker, '救助事由', '意外事故');
  await caseworker.getByLabel('申请金额').fill('4500');
  await attach(caseworker, 'application.jpg');
  await expect(caseworker.getByText('✓ 可以受理')).toBeVisible();
  await caseworker.getByRole('button', { name: '提交申请' }).click();
  await expect(caseworker).toHaveURL(/\/cases\/c[^/]+$/);
  const file = new URL(caseworker.url()).pathname;
  const id = file.split('/').at(-1)!;

  const survey = await act(caseworker, '登记入户调查');
  await choose(survey, '调查人（两人以上）', 'reviewer');
  await survey.getByLabel('申请月之前 12 个月的家庭纯收入').fill('3600');
  await expect(survey.getByText('人均 3,600.00 元，不超过标准 4,000.00 元')).toBeVisible();
  await survey.getByRole('button', { name: '登记调查结果' }).click();
  await done(caseworker);

  const reviewer = await as('reviewer');
  await reviewer.goto('/cases');
  await reviewer.getByRole('link', { name: id }).click();
  const review = await act(reviewer, '乡镇审核意见');
  await review.getByLabel('建议救助金额').fill('4000');
  await review.getByRole('button', { name: '提交审核意见' }).click();
  await done(reviewer);

  const approver = await as('approver');
  await approver.goto('/cases');
  await approver.getByRole('link', { name: id }).click();
  await expect(approver.getByText('全部符合')).toBeVisible();
  const approval = await act(approver, '审批');
  await expect(approval.getByText('按规定可以办理')).toBeVisible();
  await approval.getByRole('button', { name: '批准 4,000.00 元' }).click();
  await done(approver);

  await caseworker.reload();
  const payee = await act(caseworker, '登记领款人');
  await payee.getByLabel('户名').fill('演示某');
  await payee.getByLabel('收款账号').fill(`6222${process.pid}001`);
  await payee.getByLabel('开户行').fill('商河农商行');
  await payee.getByRole('button', { name: '登记', exact: true }).click();
  await done(caseworker);

  const cashier = await as('cashier');
  await cashier.goto('/batches');
  await cashier.getByRole('button', { name: '编制批次' }).click();
  const take = cashier.getByRole('checkbox', { name: `选入：${id}` });
  await expect(take).toBeChecked();
  await cashier.getByRole('button', { name: /^编制批次（\d+ 笔）$/ }).click();
  await expect(cashier).toHaveURL(/\/batches\/b[^/]+$/);
  const batch = new URL(cashier.url()).pathname;
  await expect(cashier.getByText('等会计复核放行')).toBeVisible();

  const bookkeeper = await as('bookkeeper');
  await bookkeeper.goto('/batches');
  await bookkeeper.getByRole('link', { name: batch.split('/').at(-1)! }).click();
  await expect(bookkeeper.getByText('够付', { exact: true })).toBeVisible();
  await bookkeeper.getByRole('button', { name: '复核放行' }).click();
  await expect(bookkeeper.getByText('已放行，待银行结果')).toBeVisible();

  await cashier.reload();
  await cashier.getByRole('button', { name: '记账：成功 1 笔 4,000.00 元，失败 0 笔' }).click();
  await expect(cashier.getByText('已登记 1 笔结果')).toBeVisible();

  await caseworker.goto(batch);
  await caseworker.getByRole('checkbox', { name: '签收：1 号' }).check();
  await caseworker.getByRole('button', { name: '登记签收（1 笔）' }).click();
  await expect(caseworker.getByText('已登记 1 笔签收')).toBeVisible();

  await caseworker.goto(household);
  const aid = caseworker.locator('section').filter({ hasText: '近期救助' });
  await expect(aid.getByText('4,000.00').first()).toBeVisible();
  await caseworker.goto(file);
  await expect(caseworker.getByText('本案已办结，只留下经过。')).toBeVisible();

  await expect.poll(aided).toBe(before + 1);
  const visitor = await as();
  await visitor.goto('/public');
  await expect(visitor.getByText(`${before + 1} 户次`)).toBeVisible();
});
