import type { Page } from '@playwright/test';
import { axeViolations, expect, test, type Office, type Person } from './office';

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

const today = () => new Date().toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' });
let count = 0;

/** A household with a case of 500 yuan, taken as far as `until` by programs; the id of both. */
async function caseAt(office: Office, until: 'opened' | 'surveyed' | 'reviewed', more: object = {}) {
  const id = `t${++count}.${until}`;
  const write = (person: Person, kind: string, body: object, details?: object) =>
    office.ask(person, 'POST', `/v1/entries/${kind}`, { fund: 'jinan', body, ...details });
  await write('caseworker', 'household.registered', {
    household: `h${id}`, village: '370126001001', class: 'other',
    members: [{ person: `id:test.${id}`, relation: 'head' }],
  }, { private: [{ subject: `id:test.${id}`, details: { name: '王小明', phone: '13800001234' } }] });
  await write('caseworker', 'case.opened', {
    case: `c${id}`, household: `h${id}`, cause: 'accident', event_date: today(), by: 'workgroup',
    amount_asked: 50_000, ...more,
  });
  if (until === 'opened') return id;
  await write('caseworker', 'case.surveyed', {
    case: `c${id}`, date: today(), means: 'surveyed', income: 200_000, members: 1, round: 1,
    surveyors: ['caseworker', 'bookkeeper'],
  });
  if (until === 'surveyed') return id;
  const { amount_asked = 50_000 } = more as { amount_asked?: number };
  await write('reviewer', 'case.reviewed', { case: `c${id}`, amount: amount_asked });
  return id;
}

const kindsOf = async (office: Office, id: string) =>
  (await office.ask<{ history: { kind: string }[] }>('auditor', 'GET', `/v1/cases/c${id}`)).history
    .map(({ kind }) => kind)
    .filter((kind) => kind !== 'household.registered');

/** Everything from the payee to the bank's result, by programs. */
async function pay(office: Office, id: string, amount: number) {
  const write = (person: Person, kind: string, body: object) =>
    office.ask(person, 'POST', `/v1/entries/${kind}`, { fund: 'jinan', body });
  await write('caseworker', 'payee.set', {
    case: `c${id}`, type: 'person', holder: `id:test.${id}`, relation: 'self', method: 'bank',
    account_tag: `account:test.${id}`,
  });
  const batch = `b${id}`;
  await write('cashier', 'batch.built', {
    account: 'bank1', batch, count: 1, total: amount, source: 'donation',
    lines: [{ line: 1, case: `c${id}`, amount }],
  });
  await write('bookkeeper', 'batch.released', { batch });
  await write('cashier', 'aid.paid', {
    account: 'bank1', amount, batch, line: 1, case: `c${id}`, source: 'donation', value_date: today(),
  });
}

async function pick(page: Page, label: string | RegExp, option: string | RegExp) {
  const field = page.getByRole('combobox', { name: label });
  await field.click();
  if (typeof option === 'string' && (await field.isEditable())) await field.fill(option);
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: option }).first().click();
}
/** Opens the drawer of an act on a case. */
async function act(page: Page, id: string, name: string) {
  await page.goto(`/cases/c${id}`);
  await page.getByRole('button', { name, exact: true }).click();
  return page.getByRole('dialog');
}
const paper = { name: 'paper.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('a paper') };

test('a case is sent back and rejected, another withdrawn', async ({ as, office }) => {
  const id = await caseAt(office, 'reviewed');
  const approver = await as('approver');
  const back = await act(approver, id, '退回补正');
  await pick(approver, '原因', /./);
  await back.getByRole('button', { name: '退回', exact: true }).click();
  await expect.poll(() => kindsOf(office, id)).toContain('case.returned');
  const end = await act(approver, id, '不予批准');
  await end.getByRole('button', { name: '不予批准' }).click();
  await expect(end.getByText('请填写')).toBeVisible();
  await pick(approver, '原因', /./);
  await end.getByLabel(/说明/).fill('不在本县');
  await end.getByRole('button', { name: '不予批准' }).click();
  await expect.poll(async () => (await kindsOf(office, id)).at(-1)).toBe('case.rejected');

  const other = await caseAt(office, 'opened');
  const caseworker = await as('caseworker');
  const drawn = await act(caseworker, other, '撤回申请');
  await pick(caseworker, '原因', /./);
  await drawn.getByRole('button', { name: '撤回', exact: true }).click();
  await expect.poll(async () => (await kindsOf(office, other)).at(-1)).toBe('case.withdrawn');
});

test('the survey and the review are typed from signed papers', async ({ as, office }) => {
  const id = await caseAt(office, 'opened');
  const caseworker = await as('caseworker');
  const survey = await act(caseworker, id, '登记入户调查');
  await pick(caseworker, /调查人/, /bookkeeper/);
  await caseworker.keyboard.press('Escape');
  await survey.getByLabel(/家庭纯收入/).fill('3000');
  await survey.getByLabel('先在纸上签过字,现在补录').check();
  await pick(caseworker, '签字人', /caseworker/);
  await survey.getByLabel('签字日期').fill(today());
  await survey.locator('input[type=file]').last().setInputFiles(paper);
  await survey.getByRole('button', { name: '登记调查结果' }).click();
  await expect.poll(async () => (await kindsOf(office, id)).at(-1)).toBe('case.surveyed');
  await expect(caseworker.getByText(/纸质先办/)).toBeVisible();
  const reviewer = await as('reviewer');
  const review = await act(reviewer, id, '乡镇审核意见');
  await review.getByRole('button', { name: '提交审核意见' }).click();
  await expect.poll(async () => (await kindsOf(office, id)).at(-1)).toBe('case.reviewed');
});

test('the township decides a small case', async ({ as, office }) => {
  const id = await caseAt(office, 'surveyed', { amount_asked: 30_000 });
  const reviewer = await as('reviewer');
  const decide = await act(reviewer, id, '审批');
  await decide.getByRole('button', { name: /批准/ }).click();
  await expect.poll(async () => (await kindsOf(office, id)).at(-1)).toBe('case.approved');
});

test('above the limit minutes decide, which somebody else attached', async ({ as, office }) => {
  const id = await caseAt(office, 'reviewed', { amount_asked: 3_000_000 });
  const approver = await as('approver');
  let decide = await act(approver, id, '审批');
  await expect(decide.getByRole('button', { name: '提请另一人复核' })).toBeVisible();
  const reviewer = await as('reviewer');
  const attach = await act(reviewer, id, '补充材料');
  await attach.locator('input[type=file]').setInputFiles(paper);
  await pick(reviewer, '类型 1', '会议纪要');
  await attach.getByRole('button', { name: '附上' }).click();
  await expect.poll(async () => (await kindsOf(office, id)).at(-1)).toBe('evidence.attached');
  decide = await act(approver, id, '审批');
  await decide.getByLabel('集体研究(会议纪要)').check();
  await decide.getByLabel('会议纪要编号').fill('济民纪〔2026〕3号');
  await decide.getByRole('button', { name: /批准/ }).click();
  await expect.poll(async () => (await kindsOf(office, id)).at(-1)).toBe('case.approved');
});

test('urgent aid is granted, its papers completed, and ratified', async ({ as, office }) => {
  const id = await caseAt(office, 'opened', { urgent: true });
  const approver = await as('approver');
  const grant = await act(approver, id, '先行救助审批');
  await grant.getByLabel('自己分配').check();
  await grant.getByLabel(/^捐赠/).fill('500');
  await grant.getByRole('button', { name: /批准/ }).click();
  await expect.poll(async () => (await kindsOf(office, id)).at(-1)).toBe('case.approved');
  const caseworker = await as('caseworker');
  const survey = await act(caseworker, id, '登记入户调查');
  await pick(caseworker, /调查人/, /bookkeeper/);
  await caseworker.keyboard.press('Escape');
  await survey.getByLabel(/家庭纯收入/).fill('3000');
  await survey.getByRole('button', { name: '登记调查结果' }).click();
  await expect.poll(async () => (await kindsOf(office, id)).at(-1)).toBe('case.surveyed');
  const reviewer = await as('reviewer');
  const review = await act(reviewer, id, '乡镇审核意见');
  await review.getByRole('button', { name: '提交审核意见' }).click();
  await expect.poll(async () => (await kindsOf(office, id)).at(-1)).toBe('case.reviewed');
  await pay(office, id, 50_000);
  const ratify = await act(approver, id, '补办手续');
  await ratify.getByRole('button', { name: '确认结果' }).click();
  await expect.poll(async () => (await kindsOf(office, id)).at(-1)).toBe('case.ratified');
});

test('money of another fund is received; money is sent to one, by two', async ({ as, office }) => {
  const cashier = await as('cashier');
  await cashier.goto('/transfers/new');
  await cashier.getByLabel('金额', { exact: true }).fill('500');
  await cashier.getByRole('button', { name: '保存' }).click();
  await expect(cashier.getByText(/500.00/).first()).toBeVisible();
  const received = await office.ask<List<{ seq: number }>>(
    'auditor', 'GET', '/v1/entries?kind=transfer.received');
  expect(received.items).toHaveLength(1);

  await cashier.goto('/corrections/transfer');
  await pick(cashier, '从专项余额', /捐赠/);
  await cashier.getByLabel('金额').fill('100');
  await pick(cashier, '付款账户', /./);
  await pick(cashier, '收款单位', /商河/);
  await pick(cashier, '收款基金', /商河/);
  await cashier.getByRole('button', { name: '提请复核' }).click();
  const bookkeeper = await as('bookkeeper');
  await bookkeeper.goto('/proposals');
  await bookkeeper.getByRole('button', { name: '同意:拨付下级基金' }).click();
  await expect
    .poll(async () =>
      (await office.ask<List<object>>('auditor', 'GET', '/v1/entries?kind=transfer.sent')).items.length)
    .toBe(1);
});

test('a fund and an account are opened by two', async ({ as }) => {
  const administrator = await as('administrator');
  await administrator.goto('/organisation');
  await expect(administrator.getByRole('cell', { name: 'bank1', exact: true })).toBeVisible();
  expect(await axeViolations(administrator)).toEqual([]);
  await administrator.getByRole('button', { name: '设立专项基金' }).click();
  await administrator.getByLabel('名称').fill('长清区乡村救助基金');
  await administrator.getByLabel('编号').fill('changqing');
  await pick(administrator, '会计主体', /济南/);
  await pick(administrator, '救助范围', /长清/);
  await administrator.getByLabel('文号').fill('长民〔2026〕5号');
  await administrator.getByRole('button', { name: '提请复核' }).click();
  await administrator.goto('/organisation/account');
  await administrator.getByLabel('名称').fill('农商行救助户');
  await administrator.getByLabel('编号').fill('bank9');
  await pick(administrator, '会计主体', /济南/);
  expect(await axeViolations(administrator)).toEqual([]);
  await administrator.getByRole('button', { name: '提请复核' }).click();
  const responsible = await as('responsible');
  await responsible.goto('/proposals');
  await responsible.getByRole('button', { name: '同意:设立专项基金' }).click();
  await responsible.getByRole('button', { name: '同意:开立账户' }).click();
  await responsible.goto('/organisation');
  await expect(responsible.getByText('长清区乡村救助基金')).toBeVisible();
  await expect(responsible.getByRole('cell', { name: 'bank9' })).toBeVisible();
});

test('a payee is changed by two, and the list for the bank has names in full', async ({ as, office }) => {
  const id = await caseAt(office, 'reviewed');
  await office.ask('approver', 'POST', '/v1/entries/case.approved', {
    fund: 'jinan', body: { case: `c${id}`, amount: 50_000, basis: 'person', sources: [{ amount: 50_000, source: 'donation' }] } });
  const caseworker = await as('caseworker');
  const set = async (button: string, account: string) => {
    const form = await act(caseworker, id, '登记领款人');
    await form.getByLabel('户名').fill('王小明');
    await form.getByLabel('收款账号').fill(account);
    await form.getByLabel('开户行').fill('商河农商行');
    await form.getByRole('button', { name: button, exact: true }).click();
  };
  await set('登记', '6226000000005669');
  await expect.poll(async () => (await kindsOf(office, id)).at(-1)).toBe('payee.set');
  await set('提请另一人复核', '6226000000007777');
  const bookkeeper = await as('bookkeeper');
  await bookkeeper.goto('/proposals');
  await bookkeeper.getByRole('button', { name: '同意:登记领款人' }).click();
  await expect
    .poll(async () => (await kindsOf(office, id)).filter((kind) => kind === 'payee.set').length)
    .toBe(2);

  await office.ask('cashier', 'POST', '/v1/entries/batch.built', {
    fund: 'jinan', body: { account: 'bank1', batch: 'bt1', count: 1, total: 50_000, source: 'donation', lines: [{ line: 1, case: `c${id}`, amount: 50_000 }] } });
  const cashier = await as('cashier');
  await cashier.goto('/batches/bt1');
  await expect(cashier.getByText('6226******7777')).toBeVisible();
  await cashier.getByRole('button', { name: '显示完整户名账号' }).click();
  await cashier.getByRole('tooltip').getByRole('button', { name: '显示完整户名账号' }).click();
  await expect(cashier.getByText('6226000000007777')).toBeVisible();
  await expect(cashier.getByText('商河农商行')).toBeVisible();
});
