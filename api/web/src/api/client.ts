import createClient, { type Middleware } from 'openapi-fetch';
import type { components, paths } from './schema';
import { currentLanguage } from '@/words/language';

export type Schemas = components['schemas'];
export type ProblemDocument = Schemas['problem'];

/** What X-CSRF-Token takes; in memory only, so that no script of another page finds it. */
let csrf = '';
export function rememberCsrf(token: string) {
  csrf = token;
}

/** Called when a request is answered that nobody is signed in any more. */
let onSignedOut: () => void = () => {};
export function whenSignedOut(call: () => void) {
  onSignedOut = call;
}

/** What is signed out without having been signed in is no news. */
const kSessionPath = '/v1/session';

/** The session is over. A wrong password or code of one's own is 401 as well, and no such thing. */
export function saysSignedOut(status: number, problem: unknown): boolean {
  if (status !== 401 || !isProblem(problem)) return false;
  return problem.code === 'session_missing' || problem.code === 'session_expired';
}

/** What every request of ours says beside its own: the language, and that it comes from this page. */
export function headersFor(method: string): [name: string, value: string][] {
  const language: [string, string] = [
    'Accept-Language',
    currentLanguage() === 'en' ? 'en' : 'zh-CN',
  ];
  return method !== 'GET' && csrf ? [language, ['X-CSRF-Token', csrf]] : [language];
}

/** To be told how each request was answered; `problem`: what came with a 401. */
export function noticeAnswer(path: string, status: number, problem: unknown) {
  if (path !== kSessionPath && saysSignedOut(status, problem)) onSignedOut();
}

const middleware: Middleware = {
  onRequest({ request }) {
    for (const [name, value] of headersFor(request.method)) request.headers.set(name, value);
    return request;
  },
  async onResponse({ request, response }) {
    if (response.status !== 401) return;
    const problem: unknown = await response
      .clone()
      .json()
      .catch(() => undefined);
    noticeAnswer(new URL(request.url).pathname, response.status, problem);
  },
};

export const api = createClient<paths>({ baseUrl: '/', credentials: 'same-origin' });
api.use(middleware);

/** The server said no; `problem` says why, in the person's language (RFC 9457). */
export class Refused extends Error {
  constructor(
    readonly problem: ProblemDocument,
    readonly status: number,
  ) {
    super(problem.title);
  }
}

/** The server could not be reached, or did not answer in our language: nothing is known. */
export class Unreachable extends Error {}

type Answer<T> = { data?: T; error?: unknown; response: Response };

export function isProblem(value: unknown): value is ProblemDocument {
  return typeof value === 'object' && value !== null && 'code' in value && 'title' in value;
}

/** The data of an answer. Errors: Refused, Unreachable. */
export async function take<T>(asked: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await asked;
  } catch (error) {
    throw new Unreachable(String(error));
  }
  if (answer.response.ok) return answer.data as T;
  if (isProblem(answer.error)) throw new Refused(answer.error, answer.response.status);
  throw new Unreachable(`${answer.response.status} ${answer.response.url}`);
}
