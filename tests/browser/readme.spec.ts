import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Person } from './office';

/** The pictures of README, only taken by scripts/screenshots --readme. */

const folder = process.env.MINGZHANG_README_IMAGES;
test.use({ history: true, whole: true });
test.skip(!folder, 'scripts/screenshots --readme');

interface Picture {
  name: string;
  person?: Person;
  path: (ids: { case: string; code: string }) => string;
  /** What the page must show before the picture is taken. */
  shows: string | RegExp;
  fill?: [label: string, text: string][];
}

const pictures: Picture[] = [
  { name: 'home', person: 'cashier', path: () => '/', shows: '等您办理' },
  {
    name: 'gift-form',
    person: 'cashier',
    path: () => '/gifts/new',
    shows: /壹仟贰佰/,
    fill: [['金额', '1200'], ['姓名或单位', '周先生']],
  },
  { name: 'case', person: 'approver', path: (ids) => `/cases/${ids.case}`, shows: '是否符合规定' },
  { name: 'overview', path: () => '/public', shows: '每月收支' },
  { name: 'gift-proved', path: (ids) => `/gift/${ids.code}`, shows: '没有被改动' },
];

async function ids(ask: <T>(path: string) => Promise<T>) {
  type List<Row> = { items: Row[] };
  const cases = await ask<List<{ case: { case: string; cause: string } }>>('/v1/cases?stage=reviewed');
  const first = await ask<List<{ code: string }>>('/v1/donations?standing=confirmed&amount_from=2000000');
  const illness = cases.items.find((one) => one.case.cause === 'illness') ?? cases.items[0]!;
  return { case: illness.case.case, code: first.items.at(-1)!.code };
}

test('the pictures of README', async ({ as, office }) => {
  mkdirSync(folder!, { recursive: true });
  const found = await ids((path) => office.ask('cashier', 'GET', path));
  for (const { name, person, path, shows, fill = [] } of pictures) {
    const page = await as(person, { viewport: { width: 1280, height: 800 } });
    await page.goto(path(found));
    for (const [label, text] of fill) await page.getByLabel(label, { exact: true }).fill(text);
    await expect(page.getByText(shows).first()).toBeVisible();
    await page.waitForLoadState('networkidle');
    await page.screenshot({ path: join(folder!, `${name}.png`) });
    await page.context().close();
  }
});
