import { describe, expect, it } from 'vitest';
import { patient } from './patient';
import type { Trouble } from './protocol';

describe('a patient fetch', () => {
  it('tells each trouble, and goes on when it is asked to', async () => {
    const answers: (() => Promise<Response>)[] = [
      () => Promise.reject(new TypeError('no network')),
      () => Promise.resolve(Response.json({ code: 'session_expired' }, { status: 401 })),
      () => Promise.resolve(new Response('no JSON', { status: 502 })),
      () => Promise.resolve(new Response(new Uint8Array([1, 2]))),
    ];
    const asked: string[] = [];
    const told: Trouble[] = [];
    const fetch = patient(
      (url) => {
        asked.push(url);
        return answers.shift()!();
      },
      (trouble) => {
        told.push(trouble);
        return Promise.resolve();
      },
    );
    expect([...(await fetch('tile/0/000'))]).toEqual([1, 2]);
    expect(asked).toEqual(Array(4).fill('/log/tile/0/000'));
    expect(told).toEqual([
      { path: 'tile/0/000' },
      { path: 'tile/0/000', status: 401, problem: { code: 'session_expired' } },
      { path: 'tile/0/000', status: 502, problem: undefined },
    ]);
  });
});
