import { createHmac, randomUUID } from 'node:crypto';
import { request, type APIRequestContext } from '@playwright/test';
import type { Office } from './office';
import { type Written } from './setting';

/** People who come in only during a test, and their telephones. */

/** An authenticator: the codes of a secret that was typed in, each given once (RFC 6238). */
export class Phone {
  private readonly key: Buffer;
  private used = 0;

  constructor(secret: string) {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
    const bits = [...secret.replaceAll(/[\s=]/g, '')]
      .map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0'))
      .join('');
    this.key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  }

  code(): string {
    const now = Math.floor(Date.now() / 30_000);
    this.used = Math.max(now - 1, this.used + 1);
    if (this.used > now + 1) throw new Error('no unused code within the window');
    const step = Buffer.alloc(8);
    step.writeBigUInt64BE(BigInt(this.used));
    const digest = createHmac('sha1', this.key).update(step).digest();
    const number = digest.readUInt32BE(digest[19]! & 15) & 0x7fffffff;
    return String(number % 1_000_000).padStart(6, '0');
  }
}

async function send<T = unknown>(http: APIRequestContext, method: string, path: string, data?: object, csrf = '') {
  const answer = await http.fetch(path, {
    method,
    data,
    headers: { 'Idempotency-Key': randomUUID(), 'X-CSRF-Token': csrf },
  });
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
  const text = await answer.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

/** One more approver, enrolled by two: who it is, and what a browser keeps in which they are signed in. */
export async function haveApprover(office: Office) {
  const person = `second.${process.pid}.${randomUUID().slice(0, 4)}`;
  const proposed = await office.ask<Written>('administrator', 'POST', '/v1/proposals/person.enrolled', {
    body: { person, entity: 'jinan_charity', duties: ['approver'], scope: ['jinan'], subject: `s.${person}` },
  });
  await office.ask('responsible', 'POST', `/v1/proposals/${proposed.seq}/second`);
  const { password } = await office.ask<{ password: string }>(
    'administrator', 'POST', `/v1/people/${person}/password`);

  const http = await request.newContext({ baseURL: office.url, ignoreHTTPSErrors: true });
  const { csrf } = await send<{ csrf: string }>(http, 'POST', '/v1/session', { person, password, kind: 'cookie' });
  await send(http, 'POST', '/v1/session/password', { old_password: password, new_password: randomUUID() }, csrf);
  const { secret } = await send<{ secret: string }>(http, 'POST', '/v1/session/second-factor', undefined, csrf);
  await send(http, 'PUT', '/v1/session/second-factor', { code: new Phone(secret).code() }, csrf);
  const storageState = await http.storageState();
  await http.dispose();
  return { person, storageState };
}
