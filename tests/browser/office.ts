import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { request, test as base, type APIRequestContext, type Browser, type BrowserContext, type Page } from '@playwright/test';

export { expect } from '@playwright/test';

export type Person =
  | 'administrator'
  | 'approver'
  | 'auditor'
  | 'bookkeeper'
  | 'caseworker'
  | 'cashier'
  | 'responsible'
  | 'reviewer';

interface Ready {
  url: string;
  folder: string;
  verification: string;
  people: Record<Person, { password: string; token: string }>;
}

/** A server of its own with a fresh demo ledger, and people who can be at work in browsers. */
export class Office {
  private daysAhead = 0;
  private readonly sessions = new Map<Person, Awaited<ReturnType<BrowserContext['storageState']>>>();

  private constructor(
    private readonly process: ChildProcess,
    private readonly lines: Interface,
    private readonly answers: AsyncIterator<string>,
    private readonly ready: Ready,
    private readonly http: APIRequestContext,
  ) {}

  static async open(history: boolean, whole: boolean): Promise<Office> {
    const options = [...(history ? ['--history'] : []), ...(whole ? ['--whole'] : [])];
    const script = [join(__dirname, 'serve.py'), ...options];
    const process = spawn('/usr/bin/python3', ['-W', 'ignore', ...script], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: process.stdout! });
    const answers = lines[Symbol.asyncIterator]();
    const first = await answers.next();
    if (first.done) throw new Error('the server did not start');
    const ready = JSON.parse(first.value) as Ready;
    const http = await request.newContext({ baseURL: ready.url, ignoreHTTPSErrors: true });
    return new Office(process, lines, answers, ready, http);
  }

  async close() {
    await this.http.dispose();
    this.process.stdin!.end();
    await new Promise((done) => this.process.once('exit', done));
    this.lines.close();
  }

  get url() {
    return this.ready.url;
  }
  get folder() {
    return this.ready.folder;
  }
  /** Where the server looks for the report of the last verification. */
  get verification() {
    return this.ready.verification;
  }
  password(person: Person) {
    return this.ready.people[person].password;
  }

  private async tell(line: string): Promise<Record<string, string>> {
    this.process.stdin!.write(`${line}\n`);
    return JSON.parse((await this.answers.next()).value as string);
  }
  /** A second factor's code that was not used yet. */
  async code(person: Person): Promise<string> {
    return (await this.tell(`code ${person}`)).code!;
  }
  async stop() {
    await this.tell('stop');
  }
  async start() {
    await this.tell('start');
  }
  /** So many days pass, for the server and for pages that are opened from then on. */
  async passDays(days: number) {
    this.daysAhead = days;
    this.sessions.clear();
    await this.tell(`later ${days}`);
  }

  /** One request as a program of that person; fails unless it is answered well. */
  async ask<T = never>(person: Person, method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
    const answer = await this.http.fetch(path, {
      method,
      headers: {
        Authorization: `Bearer ${this.ready.people[person].token}`,
        ...(method === 'POST' ? { 'Idempotency-Key': randomUUID() } : {}),
        ...(body ? { 'Content-Type': 'application/json' } : {}),
      },
      data: body ? JSON.stringify(body) : undefined,
    });
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  /** A page of a browser in which that person is signed in, or nobody. */
  async page(browser: Browser, person?: Person, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
    const context = await browser.newContext({
      baseURL: this.url,
      ignoreHTTPSErrors: true,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      storageState: person ? await this.session(person) : undefined,
      ...options,
    });
    if (this.daysAhead > 0) {
      await context.clock.install({ time: Date.now() + this.daysAhead * 86_400_000 });
    }
    return context.newPage();
  }

  /** Signing in once is enough for all tests of an office. */
  private async session(person: Person) {
    const known = this.sessions.get(person);
    if (known) return known;
    const http = await request.newContext({ baseURL: this.url, ignoreHTTPSErrors: true });
    const needsCode = ['approver', 'responsible', 'administrator'].includes(person);
    const answer = await http.post('/v1/session', {
      data: {
        person,
        password: this.password(person),
        kind: 'cookie',
        ...(needsCode ? { code: await this.code(person) } : {}),
      },
    });
    if (!answer.ok()) throw new Error(`${person}: ${answer.status()} ${await answer.text()}`);
    const state = await http.storageState();
    await http.dispose();
    this.sessions.set(person, state);
    return state;
  }
}

type ContextOptions = Parameters<Browser['newContext']>[0];

interface Tools {
  /** A page in which that person is signed in, or nobody. */
  as: (person?: Person, options?: ContextOptions) => Promise<Page>;
}
interface Setting {
  /** Whether the office has some months behind it. */
  history: boolean;
  /** All that scripts/run writes, instead of three months. */
  whole: boolean;
  office: Office;
}

/** Tests have an office of their own, one per worker and kind of office. */
export const test = base.extend<Tools, Setting>({
  history: [false, { option: true, scope: 'worker' }],
  whole: [false, { option: true, scope: 'worker' }],
  office: [
    async ({ history, whole }, use) => {
      const office = await Office.open(history, whole);
      await use(office);
      await office.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  as: async ({ browser, office }, use) => {
    const pages: Page[] = [];
    await use(async (person, options) => {
      const page = await office.page(browser, person, options);
      pages.push(page);
      return page;
    });
    for (const page of pages) await page.context().close();
  },
});

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export interface AxeViolation {
  id: string;
  help: string;
  nodes: { html: string; failureSummary: string }[];
}

/** What axe finds on the page as it is. */
export async function axeViolations(page: Page): Promise<AxeViolation[]> {
  await page.evaluate(axe); // Not addScriptTag: the page's own policy refuses inline scripts.
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: AxeViolation[] }> } };
    const { violations } = await axe.run();
    return violations.map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })),
    }));
  });
}

/** The console of a page must stay silent: no error, and nothing that its policy had to refuse. */
export function watchConsole(page: Page): string[] {
  const said: string[] = [];
  page.on('console', (message) => message.type() === 'error' && said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  return said;
}
