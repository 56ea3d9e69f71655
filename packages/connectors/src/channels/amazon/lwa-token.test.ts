import { expect, test } from 'vitest';
import { lwaToken } from './lwa-token.ts';

function tokenAt(expiresIn: number) {
  let at = 0;
  let asked = 0;
  const token = lwaToken({
    tokenUrl: 'https://api.amazon.test/auth/o2/token',
    clientId: 'a',
    clientSecret: 'b',
    refreshToken: 'c',
    now: () => new Date(at),
    http: async () => ({
      status: 200,
      headers: new Headers(),
      bytes: Buffer.from(JSON.stringify({ access_token: `token ${++asked}`, expires_in: expiresIn })),
    }),
  });
  return { ...token, pass: (seconds: number) => void (at += seconds * 1000) };
}

test('a token is used until a minute before its end', async () => {
  const token = tokenAt(3600);
  expect(await token.current()).toBe('token 1');
  token.pass(3539);
  expect(await token.current()).toBe('token 1');
  token.pass(1);
  expect(await token.current()).toBe('token 2');
});

test('a short-lived token is used for most of its life', async () => {
  const token = tokenAt(60);
  await token.current();
  token.pass(53);
  expect(await token.current()).toBe('token 1');
});

test('a refused token is replaced once for all who were refused with it', async () => {
  const token = tokenAt(3600);
  const refused = await token.current();
  expect(await Promise.all([token.instead(refused), token.instead(refused)])).toEqual(['token 2', 'token 2']);
  expect(await token.instead(refused)).toBe('token 2');
});
