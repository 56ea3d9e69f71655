import { ApiToken } from '@kontor/domain/staff/api-token.entity';
import { HistoryEntry } from '@kontor/domain/history/history.entity';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import { openTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

interface Made {
  createApiToken: { secret: string; token: { id: string; ending: string } };
}
async function make(scopes: string[], more: object = {}): Promise<Made['createApiToken']> {
  const input = { name: 'a tool', scopes, ...more };
  const query = 'mutation ($input: NewApiTokenInput!) { createApiToken(input: $input) { secret token { id ending } } }';
  return (await api.graphql<Made>(query, { input })).data!.createApiToken;
}
const as = (secret: string) => ({ authorization: `Bearer ${secret}` });
const code = async (query: string, secret: string, headers = {}) =>
  (await api.graphql(query, {}, { ...as(secret), ...headers })).errors?.[0]?.extensions.code;
const nobody = '00000000-0000-7000-8000-000000000000';
const cancel = `mutation { cancelOrder(input: { orderId: "${nobody}" }) { id } }`;

test('a token is shown once, stored as a hash, and does what its scopes say and no more', async () => {
  const { secret, token } = await make(['read', 'pack']);
  const stored = await api.ctx().em.findOneOrFail(ApiToken, token.id);
  expect(JSON.stringify(stored)).not.toContain(secret);
  expect(secret.endsWith(token.ending)).toBe(true);
  expect(await code('{ stationCounts { count } }', secret)).toBeUndefined();
  expect(await code(cancel, secret)).toBe('FORBIDDEN');
  const decider = await make(['decide']);
  expect(await code(cancel, decider.secret)).toBe('NOT_FOUND');
  expect(await code('{ stationCounts { count } }', decider.secret)).toBe('FORBIDDEN');
});

test('its last use is known; an expired or revoked token opens nothing, neither here nor on a socket', async () => {
  const { secret, token } = await make(['read']);
  const query = '{ apiTokens { id lastUsedAt createdBy } }';
  await code('{ me { kind } }', secret);
  const listed = (await api.graphql<{ apiTokens: { id: string; lastUsedAt: string; createdBy: string }[] }>(query))
    .data!;
  const mine = listed.apiTokens.find(({ id }) => id === token.id)!;
  expect(mine.createdBy).toBe('token:tests');
  expect(Date.now() - Date.parse(mine.lastUsedAt)).toBeLessThan(120_000);

  await api.ctx().em.nativeUpdate(ApiToken, { id: token.id }, { expiresAt: new Date(Date.now() - 1) });
  expect(await code('{ me { kind } }', secret)).toBe('UNAUTHENTICATED');
  const other = await make(['read']);
  const revoke = 'mutation ($id: ID!) { revokeApiToken(id: $id) { revokedAt } }';
  await api.graphql(revoke, { id: other.token.id });
  await api.graphql(revoke, { id: other.token.id });
  expect(await code('{ me { kind } }', other.secret)).toBe('UNAUTHENTICATED');
  const socket = createClient({
    url: `${api.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: as(other.secret),
    retryAttempts: 0,
  });
  await expect(socket.iterate({ query: '{ me { kind } }' }).next()).rejects.toMatchObject({ code: 4403 });
  const told = await api.ctx().em.find(HistoryEntry, { type: 'TokenRevoked' });
  expect(told.filter(({ data }) => data.tokenId === other.token.id)).toHaveLength(1);
});

test.each([
  ['name', { name: ' ' }],
  ['scopes', { scopes: [] }],
  ['scopes', { scopes: ['everything'] }],
  ['expiresAt', { expiresAt: '2020-01-01T00:00:00.000Z' }],
  ['pointsPerMinute', { pointsPerMinute: 1 }],
])('a token with a wrong %s is refused', async (field, wrong) => {
  const input = { name: 'a tool', scopes: ['read'], ...wrong };
  const query = 'mutation ($input: NewApiTokenInput!) { createApiToken(input: $input) { secret } }';
  expect((await api.graphql(query, { input })).errors?.[0]?.extensions).toMatchObject({
    rejection: 'token_invalid',
    details: { field },
  });
});

test('a tool that has spent its points is told when to come back; others are not affected', async () => {
  const { secret } = await make(['read', 'decide'], { pointsPerMinute: 100 });
  const answers = [];
  for (let n = 0; n < 10; n += 1) answers.push(await api.graphql(cancel, {}, as(secret)));
  const refused = answers.filter(({ status }) => status === 429);
  expect(answers.slice(0, 8).every(({ status }) => status === 200)).toBe(true);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused[0]!.errors![0]!.extensions).toMatchObject({ code: 'RATE_LIMITED' });
  const raw = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...as(secret) },
    body: JSON.stringify({ query: cancel }),
  });
  expect(Number(raw.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await api.graphql('{ me { kind } }')).status).toBe(200);
});

test('who asks for one thing under many names, or for many things at once, is refused', async () => {
  const many = Array.from({ length: 40 }, (_, n) => `a${n}: me { kind }`).join(' ');
  expect((await api.graphql(`{ ${many} }`)).errors?.[0]?.extensions.code).toBe('TOO_MANY_ALIASES');
  const batch = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...as(api.token) },
    body: JSON.stringify([{ query: '{ me { kind } }' }, { query: '{ me { kind } }' }]),
  });
  expect(batch.status).toBe(400);
});
