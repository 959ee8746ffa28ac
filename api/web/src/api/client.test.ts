import { expect, it } from 'vitest';
import { saysSignedOut } from './client';

it("tells a session that is over from a wrong password of one's own", () => {
  const problem = (code: string) => ({ title: '', status: 401, code });
  expect(saysSignedOut(401, problem('session_missing'))).toBe(true);
  expect(saysSignedOut(401, problem('session_expired'))).toBe(true);
  expect(saysSignedOut(401, problem('credentials_wrong'))).toBe(false);
  expect(saysSignedOut(401, problem('code_wrong'))).toBe(false);
  expect(saysSignedOut(403, problem('session_missing'))).toBe(false);
  expect(saysSignedOut(401, '<html>')).toBe(false);
});
