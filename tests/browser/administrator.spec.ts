import { agree, choose, pickFile, proposalOf } from './hands';
import { axeViolations, expect, test } from './office';

/** What an administrator prepares, and another person puts in force. */

let count = 0;

test('a table is proposed from a file, and seconded by who has the same file', async ({ as, office }) => {
  const code = `flood${++count}`;
  const lines = ['代码,名称,决定层级', 'accident,意外事故,any', 'illness,重大疾病,any', 'disaster,突发灾害,any', 'other,其他,county'];
  const table = (more: string) => `\uFEFF${[...lines, more].join('\n')}\n`;
  const administrator = await as('administrator');
  await administrator.goto('/tables/causes');
  await administrator.getByRole('button', { name: '提请新版本' }).click();
  await pickFile(administrator, 'table.csv', table(`${code},洪涝,any\n${code},大水,any\n,无码,any`));
  const report = administrator.getByRole('region', { name: 'table.csv' });
  await expect(report).toContainText(`第 7 行：代码“${code}”重复`);
  await expect(administrator.getByRole('button', { name: '提请复核' })).toBeDisabled();
  await pickFile(administrator, 'table.csv', table(`${code},洪涝,any`));
  await expect(administrator.getByText(/增 1 行/)).toBeVisible();
  await administrator.getByLabel('文号').fill('济民〔2026〕12号');
  expect(await axeViolations(administrator)).toEqual([]);
  await administrator.getByRole('button', { name: '提请复核' }).click();
  await expect(administrator.getByText('提请第')).toBeVisible();
  await expect(administrator.getByText('[2026]12')).toBeVisible();

  const responsible = await as('responsible');
  const proposal = await proposalOf(responsible, '[2026]12');
  await pickFile(responsible, 'table.csv', table(`${code},水灾,any`));
  await expect(proposal.getByText('不是同一张表')).toBeVisible();
  await expect(proposal.getByRole('button', { name: '同意' })).toHaveCount(0);
  await pickFile(responsible, 'table.csv', table(`${code},洪涝,any`));
  await expect(proposal.getByRole('button', { name: '同意' })).toBeVisible();
  expect(await axeViolations(responsible)).toEqual([]);
  await agree(proposal);
  const parts = await office.ask<{ items: { from: string; rows: { code: string }[] }[] }>(
    'auditor', 'GET', '/v1/tables/causes');
  expect(parts.items.at(-1)!.rows.map((row) => row.code)).toContain(code);
});

test('a fund and an account are opened by two', async ({ as }) => {
  const fund = `fund.${process.pid}.${++count}`;
  const account = `bank.${process.pid}.${count}`;
  const administrator = await as('administrator');
  await administrator.goto('/organisation');
  await expect(administrator.getByRole('cell', { name: 'bank1', exact: true })).toBeVisible();
  expect(await axeViolations(administrator)).toEqual([]);
  await administrator.getByRole('button', { name: '设立专项基金' }).click();
  await administrator.getByLabel('名称').fill(`长清区基金 ${fund}`);
  await administrator.getByLabel('编号').fill(fund);
  await choose(administrator, '会计主体', /济南/);
  await choose(administrator, '救助范围', /长清/);
  await administrator.getByLabel('文号').fill('长民〔2026〕5号');
  await administrator.getByRole('button', { name: '提请复核' }).click();
  await expect(administrator.getByText(/提请第/)).toBeVisible();
  await administrator.goto('/organisation/account');
  await administrator.getByLabel('名称').fill(`农商行救助户 ${account}`);
  await administrator.getByLabel('编号').fill(account);
  await choose(administrator, '会计主体', /济南/);
  expect(await axeViolations(administrator)).toEqual([]);
  await administrator.getByRole('button', { name: '提请复核' }).click();
  await expect(administrator.getByText(/提请第/)).toBeVisible();

  const responsible = await as('responsible');
  await agree(await proposalOf(responsible, fund));
  await agree(await proposalOf(responsible, account));
  await responsible.goto('/organisation');
  await expect(responsible.getByText(`长清区基金 ${fund}`)).toBeVisible();
  await expect(responsible.getByRole('cell', { name: account, exact: true })).toBeVisible();
});

test('the health page says what the server says', async ({ as, office }) => {
  const administrator = await as('administrator');
  await administrator.goto('/health');
  const card = (name: string) => administrator.locator('section').filter({ hasText: name });
  await expect(card('最近的备份')).toContainText('没有备份记录');
  await expect(card('最近一次核验')).toContainText('完好，没有发现问题');
  const { entries } = await office.ask<{ entries: number }>('administrator', 'GET', '/v1/upkeep');
  await administrator.getByRole('button', { name: '刷新' }).click();
  const books = card('可以记账');
  await expect(books).toContainText(`${entries.toLocaleString('en')} 条`);
});
