import type { Locator, Page } from '@playwright/test';
import { expect } from './office';
import type { Family } from './setting';

/** What hands do on our pages. */

/** Chooses from a list as one does: opens it, types where it can be searched, takes what reads so. */
export async function choose(within: Page | Locator, label: string, option: string | RegExp) {
  const page = 'page' in within ? within.page() : within;
  const box = within.getByRole('combobox', { name: label, exact: true });
  await box.click();
  if (typeof option === 'string' && (await box.isEditable())) await box.fill(option);
  await page
    .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option')
    .filter({ hasText: option })
    .first()
    .click();
}

/** A photo of a paper: its bytes are all that the page wants of it. */
export function photo(name: string) {
  return { name, mimeType: 'image/jpeg', buffer: Buffer.from(`the photo ${name}`) };
}

export async function attach(within: Page | Locator, name: string) {
  await within.locator('input[type=file]').setInputFiles(photo(name));
  await expect(within.getByText(name)).toBeVisible();
}

export async function openCase(page: Page, family: Family) {
  await page.goto(`/cases/${family.case}`);
  await expect(page.getByRole('heading', { level: 1, name: `案件 ${family.case}` })).toBeVisible();
}

/** Presses the button of an act on a case, and answers the form that opens. */
export async function act(page: Page, name: string): Promise<Locator> {
  await page.getByRole('button', { name, exact: true }).click();
  const form = page.getByRole('dialog', { name });
  await expect(form).toBeVisible();
  return form;
}

/** What a case page says once an act on it is in the books. */
export async function done(page: Page) {
  await expect(page.getByText(/已记入账本，账序号 \d+。/)).toBeVisible();
}

/** A file that a person picks, as the page's first field for files takes it. */
export async function pickFile(page: Page, name: string, text: string) {
  const file = { name, mimeType: 'text/csv', buffer: Buffer.from(text) };
  await page.locator('input[type=file]').first().setInputFiles(file);
}

/** The proposal that names this, in the queue of who is to second it. */
export async function proposalOf(page: Page, text: string): Promise<Locator> {
  await page.goto('/proposals');
  return page.getByRole('article').filter({ hasText: text });
}

/** Agrees to a proposal that somebody else made: it leaves the queue. */
export async function agree(proposal: Locator) {
  await proposal.getByRole('button', { name: /^同意/ }).click();
  await expect(proposal).toHaveCount(0);
}

/** The network is gone just when the server has answered; the keys of all that was sent are told. */
export async function loseFirstAnswer(page: Page, path: string): Promise<(string | undefined)[]> {
  const keys: (string | undefined)[] = [];
  await page.route(path, async (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    if (keys.length > 1) return route.continue();
    await route.fetch();
    await page.context().setOffline(true);
    await route.abort('connectionreset');
  });
  return keys;
}

/** Requests wait at the door until what is given back is called. */
export async function holdBack(page: Page, path: string): Promise<() => void> {
  let open: () => void = () => {};
  const opened = new Promise<void>((done) => (open = done));
  await page.route(path, async (route) => {
    await opened;
    await route.continue();
  });
  return open;
}
