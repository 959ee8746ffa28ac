import { spawnSync } from 'node:child_process';
import { createPrivateKey, sign } from 'node:crypto';
import { readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { axeViolations, expect, test, watchConsole } from './office';

/** The auditor's browser computes everything by itself, and is not to be fooled. */

test.use({ history: true });

const result = (page: Page) => page.locator('.mz-verdict');

async function verify(page: Page) {
  await page.getByRole('button', { name: /^(开始核验|再核验一次)$/ }).click();
  await expect(result(page)).toBeVisible({ timeout: 60_000 });
}

const remembered = (page: Page) =>
  page.evaluate(() => JSON.parse(localStorage.getItem('mingzhang.kept') ?? 'null') as unknown) as Promise<{
    note: string;
    vkey: string;
  } | null>;

test('the auditor verifies the whole ledger in the browser', async ({ as, office }) => {
  const page = await as('auditor');
  const said = watchConsole(page);
  await page.goto('/verify');
  await verify(page);
  const { size } = await office.ask<{ size: number }>('auditor', 'GET', '/v1/ledger');
  await expect(result(page).getByRole('status')).toContainText('没有发现改动');
  await expect(result(page)).toContainText(size.toLocaleString('en'));
  expect(await axeViolations(page)).toEqual([]);

  // What was verified is compared with the next time, and what came since is only added.
  await office.ask('cashier', 'POST', '/v1/donations', {
    fund: 'jinan',
    body: {
      account: 'cash1',
      amount: 10_000,
      purpose: { type: 'none' },
      source: 'donation',
      value_date: new Date().toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' }),
    },
  });
  await page.reload();
  await expect(page.getByText('上次在本浏览器核验的')).toBeVisible();
  await verify(page);
  await expect(page.getByText('旧账在前，新账接在后面')).toBeVisible();
  await expect(page.getByText('公钥与上次相同')).toBeVisible();
  expect(said).toEqual([]);
});

test('one byte altered on the way: the entry is named', { tag: '@core' }, async ({ as }) => {
  const page = await as('auditor');
  const altered = 40;
  await page.route('**/log/tile/entries/000**', async (route) => {
    const answer = await route.fetch();
    const body = await answer.body();
    let at = 0;
    for (let seq = 0; seq < altered; ++seq) at += 2 + body.readUInt16BE(at);
    const entry = body.subarray(at + 2, at + 2 + body.readUInt16BE(at));
    const digit = entry.indexOf('"time":"20') + 9;
    entry[digit]! ^= 1;
    await route.fulfill({ response: answer, body });
  });
  await page.goto('/verify');
  await verify(page);
  await expect(result(page).getByRole('alert')).toContainText(`第一处不符：第 ${altered} 条`);
  await expect(result(page).getByRole('alert')).toContainText('被改动');
  expect(await remembered(page)).toBeNull();
  expect(await axeViolations(page)).toEqual([]);
});

/** A checkpoint that the log's own key signed, as whoever runs the machine could. */
function signedByTheLog(folder: string, [origin, size, root]: [string, number, Buffer]): string {
  const seed = Buffer.from(readFileSync(join(folder, 'log.key'), 'utf8').trim(), 'hex');
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const vkey = readFileSync(join(folder, 'log.vkey'), 'utf8');
  const id = Buffer.from(vkey.split('+')[1]!, 'hex');
  const text = `${origin}\n${size}\n${root.toString('base64')}\n`;
  const signature = Buffer.concat([id, sign(null, Buffer.from(text), key)]);
  return `${text}\n— ${origin} ${signature.toString('base64')}\n`;
}

/** What the auditor's program says. */
function audit(...asked: string[]): string {
  const folder = process.env.MINGZHANG_BIN ?? join(__dirname, '../../build/dev/bin');
  const said = spawnSync(join(folder, 'mingzhang-audit'), asked, { encoding: 'utf8' });
  return said.stdout + said.stderr;
}

test('an older ledger, and a forked one, do not pass for the one that was kept', async ({ as, office }) => {
  const page = await as('auditor');
  await page.goto('/verify');
  const checkpoint = await (await page.request.get('/log/checkpoint')).text();
  const vkey = (await (await page.request.get('/log/vkey')).text()).trim();
  const [origin, size] = checkpoint.split('\n') as [string, string];
  const other = Buffer.alloc(32, 7);
  for (const [kept, says] of [
    [signedByTheLog(office.folder, [origin, Number(size) + 100, other]), '今天的账比留存的短'],
    [signedByTheLog(office.folder, [origin, 100, other]), '账本分叉'],
    [checkpoint.replace(`\n${size}\n`, '\n50\n'), '留存的不是这把公钥签的'],
  ] as const) {
    await page.evaluate((one) => localStorage.setItem('mingzhang.kept', JSON.stringify(one)), {
      note: kept,
      vkey,
      at: Date.now(),
    });
    await page.reload();
    await verify(page);
    await expect(result(page).getByRole('alert')).toContainText(says);
    expect((await remembered(page))?.note).toBe(kept);
  }
  // What was signed twice is evidence, whoever is shown it.
  await page.getByText('我自己留存的一份').click();
  await page.getByLabel('留存的账本指纹').fill(signedByTheLog(office.folder, [origin, 100, other]));
  await verify(page);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '分叉证据' }).click(),
  ]);
  expect(readFileSync(await file.path(), 'utf8')).toMatch(/^mingzhang\/fork\/1\nprefix /);
  const said = audit('check', await file.path(), '--vkey', join(office.folder, 'log.vkey'), '--lang', 'en');
  expect(said).toContain('fork');
});

test('what the last verification found stands by its nature, with what follows from it', async ({ as, office }) => {
  const kept = `${office.verification}.kept`;
  const before = readFileSync(office.verification, 'utf8');
  const { origin } = JSON.parse(before) as { origin: string };
  writeFileSync(kept, signedByTheLog(office.folder, [origin, 50, Buffer.alloc(32, 7)]));
  try {
    writeFileSync(office.verification, audit('verify', office.folder, '--expect', kept, '--format', 'json'));
    const page = await as('auditor');
    const said = watchConsole(page);
    await page.goto('/findings');
    await expect(page.getByRole('heading', { name: /^与留存的账本指纹不符/ })).toBeVisible();
    expect(await axeViolations(page)).toEqual([]);
    expect(said).toEqual([]);
  } finally {
    writeFileSync(office.verification, before);
    unlinkSync(kept);
  }
});
