import { ApiToken } from '@kontor/domain/staff/api-token.entity';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, type TestApi } from './testing.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const query =
  'mutation ($name: String!) { createApiToken(input: { name: $name, scopes: ["read"] }) { secret token { id } } }';
interface Made {
  createApiToken: { secret: string; token: { id: string } };
}
const send = (key: string, name: string, authorization = `Bearer ${api.token}`) =>
  api.graphql<Made>(query, { name }, { authorization, 'idempotency-key': key });
const made = (name: string) => api.ctx().em.count(ApiToken, { name });

test('a mutation sent twice under one key happens once; the second gets the answer of the first', async () => {
  const first = await send('k1', 'once');
  const second = await send('k1', 'once');
  expect(second.data).toEqual(first.data);
  expect(await made('once')).toBe(1);
  await send('k2', 'once');
  expect(await made('once')).toBe(2);
  const [{ answer }] = (await api.ctx().em.execute(`select answer from idempotency_key where key = 'k1'`)) as [
    { answer: string },
  ];
  expect(answer).not.toContain(first.data!.createApiToken.secret);
});

test('sent at the same time, one is answered and nothing happens twice', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => send('k3', 'at once')));
  expect(await made('at once')).toBe(1);
  const codes = answers.map(({ errors }) => errors?.[0]?.extensions.code ?? 'done');
  expect(codes.filter((one) => one !== 'done' && one !== 'IDEMPOTENCY_KEY_IN_USE')).toEqual([]);
  expect(codes).toContain('done');
});

test('a key belongs to one request and to one caller', async () => {
  await send('k4', 'mine');
  const other = await send('k4', 'something else');
  expect([other.status, other.errors?.[0]?.extensions.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  const { secret } = (
    await api.graphql<Made>(
      'mutation { createApiToken(input: { name: "other", scopes: ["administer"] }) { secret token { id } } }',
    )
  ).data!.createApiToken;
  expect((await send('k4', 'theirs', `Bearer ${secret}`)).data).toBeTruthy();
  expect(await made('theirs')).toBe(1);
});

test('a request that died without an answer is not repeated blindly', async () => {
  await send('k5', 'died');
  await api.ctx().em.execute(`update idempotency_key set answer = null where key = 'k5'`);
  const again = await send('k5', 'died');
  expect([again.status, again.errors?.[0]?.extensions.code]).toEqual([409, 'IDEMPOTENCY_KEY_IN_USE']);
  expect(await made('died')).toBe(1);
});

test('a refusal is an answer too; a key on a query does nothing', async () => {
  const revoke = (key: string) =>
    api.graphql(
      'mutation { revokeApiToken(id: "00000000-0000-7000-8000-000000000000") { id } }',
      {},
      { authorization: `Bearer ${api.token}`, 'idempotency-key': key },
    );
  expect((await revoke('k6')).errors).toEqual((await revoke('k6')).errors);
  const ask = () =>
    api.graphql('{ me { kind } }', {}, { authorization: `Bearer ${api.token}`, 'idempotency-key': 'k7' });
  expect([(await ask()).status, (await ask()).status]).toEqual([200, 200]);
});
