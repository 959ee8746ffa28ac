import { act, attach, choose, done } from './hands';
import { expect, Office, test, type Person } from './office';
import { haveBatch, haveFamily, haveMoney, write } from './setting';

/** Money first, papers later: and what becomes of it when the papers do not come. */

test('urgent aid is paid, its papers are overdue, then it is ratified', async ({ browser }) => {
  // An office of its own: its clock goes on.
  const office = await Office.open(false, false);
  const as = (person: Person) => office.page(browser, person);
  try {
    await haveMoney(office, 1_000_000);
    const family = await haveFamily(office, 'registered');
    const caseworker = await as('caseworker');
    await caseworker.goto(`/cases/new?household=${family.household}`);
    await choose(caseworker, '救助事由', '突发灾害');
    await caseworker.getByLabel('申请金额').fill('6000');
    await caseworker.getByLabel('情况紧急，申请先行救助').check();
    await expect(caseworker.getByText('超过先行救助限额 5,000.00 元')).toBeVisible();
    await caseworker.getByLabel('申请金额').fill('3000');
    await caseworker.getByLabel('紧急的理由').fill('房屋倒塌，无处安身');
    await caseworker.getByLabel('求助编号').fill(family.case);
    await caseworker.getByRole('button', { name: '提交申请' }).click();
    await expect(caseworker).toHaveURL(`${office.url}/cases/${family.case}`);

    const approver = await as('approver');
    await approver.goto(`/cases/${family.case}`);
    const approval = await act(approver, '先行救助审批');
    await approval.getByLabel('自己分配').check();
    await approval.getByLabel(/^捐赠/).fill('3000');
    await expect(approval.getByText('按规定可以办理')).toBeVisible();
    await approval.getByRole('button', { name: '批准 3,000.00 元' }).click();
    await done(approver);
    await expect(approver.getByText('先行救助，待补办手续').first()).toBeVisible();

    await write(office, 'caseworker', 'payee.set', {
      account_tag: `account:${family.case}`,
      case: family.case,
      holder: family.head,
      method: 'bank',
      relation: 'self',
      type: 'person',
    });
    await haveBatch(office, [family], 'paid');
    await approver.reload();
    await expect(approver.getByText('补办手续期限')).toBeVisible();
    await expect(approver.getByText(/已超期/)).toHaveCount(0);
    await caseworker.context().close();
    await approver.context().close();

    await office.passDays(14);

    const late = await as('approver');
    await late.goto('/cases');
    await late.getByRole('tab', { name: '先行救助，待补办手续' }).click();
    await late.getByRole('switch', { name: '只看异常' }).click();
    await expect(late.getByText(/已超期 \d+ 天/)).toBeVisible();
    await late.getByRole('link', { name: family.case }).click();
    await expect(late.getByRole('definition').filter({ hasText: /已超期 \d+ 天/ })).toBeVisible();

    const surveyor = await as('caseworker');
    await surveyor.goto(`/cases/${family.case}`);
    const survey = await act(surveyor, '登记入户调查');
    await choose(survey, '调查人（两人以上）', 'reviewer');
    await survey.getByLabel('申请月之前 12 个月的家庭纯收入').fill('2000');
    await survey.getByRole('button', { name: '登记调查结果' }).click();
    await done(surveyor);

    const reviewer = await as('reviewer');
    await reviewer.goto(`/cases/${family.case}`);
    const review = await act(reviewer, '乡镇审核意见');
    await review.getByRole('button', { name: '提交审核意见' }).click();
    await done(reviewer);

    await late.reload();
    const ratified = await act(late, '补办手续');
    await attach(ratified, 'approval.jpg');
    await ratified.getByRole('button', { name: '确认结果' }).click();
    await done(late);
    await expect(late.getByText('手续已补齐').first()).toBeVisible();
    await expect(late.getByText(/已超期/)).toHaveCount(0);
  } finally {
    await office.close();
  }
});
