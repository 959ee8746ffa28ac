import { createHash } from 'node:crypto';
import { act, agree, attach, choose, done, openCase, photo, proposalOf } from './hands';
import { expect, test } from './office';
import { haveBatch, haveFamily, haveMoney, lastOf, today } from './setting';

/** Cases that do not go straight on. */

test('a case goes back to the caseworker, is completed, and partly approved', async ({ as, office }) => {
  await haveMoney(office, 1_000_000);
  const family = await haveFamily(office, 'reviewed');
  const approver = await as('approver');
  await openCase(approver, family);
  const back = await act(approver, '退回补正');
  await choose(back, '原因', '材料不全');
  await back.getByLabel(/^说明/).fill('缺收入证明');
  await back.getByRole('button', { name: '退回', exact: true }).click();
  await done(approver);

  const caseworker = await as('caseworker');
  await caseworker.goto('/');
  await openCase(caseworker, family);
  await expect(caseworker.getByRole('article').filter({ hasText: '退回补正' })).toContainText('材料不全');
  const papers = await act(caseworker, '补充材料');
  await attach(papers, 'income.jpg');
  await choose(papers, '类型 1', '收入证明');
  await papers.getByRole('button', { name: '附上' }).click();
  await done(caseworker);
  const survey = await act(caseworker, '登记入户调查');
  await expect(survey.getByLabel('第几次调查')).toHaveValue('2');
  await choose(survey, '调查人（两人以上）', 'reviewer');
  await survey.getByLabel('申请月之前 12 个月的家庭纯收入').fill('3000');
  await survey.getByRole('button', { name: '登记调查结果' }).click();
  await expect(caseworker.getByText('待乡镇审核', { exact: true }).first()).toBeVisible();

  const reviewer = await as('reviewer');
  await openCase(reviewer, family);
  const review = await act(reviewer, '乡镇审核意见');
  await review.getByRole('button', { name: '提交审核意见' }).click();
  await done(reviewer);

  await approver.reload();
  const approval = await act(approver, '审批');
  await approval.getByLabel('批准金额').fill('2000');
  await expect(approval.getByText('乡镇审核为 3,000.00 元')).toBeVisible();
  await approval.getByRole('button', { name: '批准 2,000.00 元' }).click();
  await done(approver);
  expect((await lastOf(office, family, 'case.approved'))!.body.amount).toBe(200_000);
});

test('a case is rejected, for a reason, and ends', async ({ as, office }) => {
  const family = await haveFamily(office, 'reviewed');
  const page = await as('approver');
  await openCase(page, family);
  const form = await act(page, '不予批准');
  await form.getByRole('button', { name: '不予批准' }).click();
  await expect(form.getByText('请填写')).toBeVisible(); // Not without a reason.
  await choose(form, '原因', '不属于救助事由');
  await form.getByRole('button', { name: '不予批准' }).click();
  await done(page);
  await expect(page.getByText('本案已办结，只留下经过。')).toBeVisible();
  await expect(page.getByRole('button', { name: '审批', exact: true })).toHaveCount(0);
  expect((await lastOf(office, family, 'case.rejected'))!.actor).toBe('approver');
});

test('the caseworker withdraws a request', async ({ as, office }) => {
  const family = await haveFamily(office, 'opened');
  const page = await as('caseworker');
  await openCase(page, family);
  const form = await act(page, '撤回申请');
  await choose(form, '原因', '申请人要求撤回');
  await form.getByRole('button', { name: '撤回', exact: true }).click();
  await done(page);
  await expect(page.getByText('本案已办结，只留下经过。')).toBeVisible();
  expect(await lastOf(office, family, 'case.withdrawn')).toBeTruthy();
});

test('the township decides small aid by itself, and nothing above', async ({ as, office }) => {
  await haveMoney(office, 1_000_000);
  const family = await haveFamily(office, 'surveyed', { fen: 200_000, surveyors: ['approver', 'caseworker'] });
  const page = await as('reviewer');
  await openCase(page, family);
  const form = await act(page, '审批');
  await form.getByLabel('批准金额').fill('2000.01');
  await expect(form.getByText(/按规定不能办理/)).toBeVisible();
  await form.getByLabel('批准金额').fill('2000');
  await expect(form.getByText('按规定可以办理')).toBeVisible();
  await form.getByRole('button', { name: '批准 2,000.00 元' }).click();
  await done(page);
  expect((await lastOf(office, family, 'case.approved'))!.actor).toBe('reviewer');
});

test('who surveyed a family is told that they may not decide its case', async ({ as, office }) => {
  const family = await haveFamily(office, 'reviewed', { surveyors: ['approver', 'caseworker'] });
  const page = await as('approver');
  await openCase(page, family);
  const barred = page.locator('section').filter({ hasText: '您现在不能办理' });
  await expect(barred.getByRole('listitem').filter({ hasText: '审批' })).toBeVisible();
  await expect(page.getByRole('button', { name: '审批', exact: true })).toHaveCount(0);
});

test('a large amount is decided by minutes that another person attached', async ({ as, office }) => {
  await haveMoney(office, 4_000_000);
  const family = await haveFamily(office, 'reviewed', { fen: 3_000_000 });
  const approver = await as('approver');
  await openCase(approver, family);
  await expect(approver.getByText('须两人审批或集体研究')).toBeVisible();

  const caseworker = await as('caseworker');
  await openCase(caseworker, family);
  const papers = await act(caseworker, '补充材料');
  await attach(papers, 'minutes.jpg');
  await choose(papers, '类型 1', '会议纪要');
  await papers.getByRole('button', { name: '附上' }).click();
  await done(caseworker);

  await approver.reload();
  const form = await act(approver, '审批');
  await form.getByText('集体研究（会议纪要）').click();
  await form.getByLabel('会议纪要编号').fill('2026-8');
  await expect(form.getByText('按规定可以办理')).toBeVisible();
  await form.getByRole('button', { name: '批准 30,000.00 元' }).click();
  await done(approver);
  expect((await lastOf(office, family, 'case.approved'))!.body).toMatchObject({
    amount: 3_000_000,
    basis: 'minutes',
    minutes_no: '2026-8',
  });
});

test('two people change who takes the money, and the list for the bank has the new account', async ({ as, office }) => {
  await haveMoney(office, 1_000_000);
  const family = await haveFamily(office, 'payee');
  const caseworker = await as('caseworker');
  await openCase(caseworker, family);
  const form = await act(caseworker, '登记领款人');
  await form.getByLabel('户名').fill('王小明');
  await form.getByLabel('收款账号').fill('6226000000007777');
  await form.getByLabel('开户行').fill('商河农商行');
  await form.getByRole('button', { name: '提请另一人复核' }).click();
  await expect(caseworker.getByText(/已提交，等另一个人复核（提案 \d+ 号）/)).toBeVisible();

  const bookkeeper = await as('bookkeeper');
  await agree(await proposalOf(bookkeeper, family.case));
  const set = await lastOf(office, family, 'payee.set');
  expect(set!.actor).toBe('bookkeeper');
  expect(set!.body.proposal).toBeTruthy();

  const batch = await haveBatch(office, [family], 'released');
  const cashier = await as('cashier');
  await cashier.goto(`/batches/${batch}`);
  await expect(cashier.getByText('6226******7777')).toBeVisible();
  await cashier.getByRole('button', { name: '显示完整户名账号' }).click();
  await cashier.getByRole('tooltip').getByRole('button', { name: '显示完整户名账号' }).click();
  await expect(cashier.getByText('6226000000007777')).toBeVisible();
  await expect(cashier.getByText('王小明', { exact: true })).toBeVisible();
  await expect(cashier.getByText('商河农商行')).toBeVisible();
});

test('a photo is attached after the decision: the books have its fingerprint', async ({ as, office }) => {
  await haveMoney(office, 1_000_000);
  const family = await haveFamily(office, 'approved');
  const page = await as('caseworker');
  await openCase(page, family);
  const papers = await act(page, '补充材料');
  await expect(papers.getByRole('button', { name: '附上' })).toBeVisible();
  await attach(papers, 'roof.jpg');
  await choose(papers, '类型 1', '收入证明');
  await papers.getByRole('button', { name: '附上' }).click();
  await done(page);
  await expect(page.getByRole('article').filter({ hasText: '补充材料' })).toContainText('收入证明');
  const digest = createHash('sha256').update(photo('roof.jpg').buffer).digest('hex');
  expect((await lastOf(office, family, 'evidence.attached'))!.body.docs).toMatchObject([
    { type: 'income_proof', digest },
  ]);
});

test('a survey that was signed on paper first is typed in with its paper', async ({ as, office }) => {
  const family = await haveFamily(office, 'opened');
  const page = await as('caseworker');
  await openCase(page, family);
  const survey = await act(page, '登记入户调查');
  await choose(survey, '调查人（两人以上）', 'reviewer');
  await survey.getByLabel('申请月之前 12 个月的家庭纯收入').fill('3000');
  await survey.getByLabel('先在纸上签过字，现在补录').check();
  await choose(survey, '签字人', 'caseworker');
  await survey.getByLabel('签字日期').fill(today());
  await survey.locator('input[type=file]').last().setInputFiles(photo('survey.jpg'));
  await survey.getByRole('button', { name: '登记调查结果' }).click();
  await done(page);
  await expect(page.getByText(/纸质先办/)).toBeVisible();
  expect((await lastOf(office, family, 'case.surveyed'))!.body.paper).toMatchObject({
    signer: 'caseworker',
    date: today(),
  });
});
