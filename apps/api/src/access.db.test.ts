import { storeDocuments } from '@kontor/domain/documents/store-document';
import { Document } from '@kontor/domain/documents/document.entity';
import { Session } from '@kontor/domain/staff/staff.entity';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import { openSession } from './staff/sign-in.ts';
import { openTestApi, password, type TestApi } from './testing.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const cookieOf = (response: Response): string => response.headers.get('set-cookie')!.split(';')[0]!;

test.each([[{}], [{ authorization: 'Bearer wrong' }], [{ cookie: 'kontor_session=wrong' }]])(
  'GraphQL with %j is refused',
  async (headers) => {
    const answer = await api.graphql('{ stationCounts { count } }', {}, headers as Record<string, string>);
    expect([answer.status, answer.errors?.[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
  },
);

test('a socket without a token is closed with 4403, one with a token is answered', async () => {
  const client = (authorization?: string) =>
    createClient({
      url: `${api.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: authorization ? { authorization } : {},
      retryAttempts: 0,
    });
  const ask = async (authorization?: string) => client(authorization).iterate({ query: '{ me { kind } }' }).next();
  await expect(ask()).rejects.toMatchObject({ code: 4403 });
  expect((await ask(`Bearer ${api.token}`)).value.data).toEqual({ me: { kind: 'token' } });
});

test('the right password opens a session, a wrong one and an unknown mail are refused alike', async () => {
  for (const [email, given] of [
    ['clerk@kontor.test', 'wrong'],
    ['nobody@kontor.test', password],
  ] as const) {
    const refused = await api.signIn(email, given);
    expect([refused.status, await refused.json()]).toEqual([401, { error: 'wrong_credentials' }]);
  }
  const signedIn = await api.signIn('Clerk@kontor.test', password);
  const cookie = signedIn.headers.get('set-cookie')!;
  expect(cookie).toMatch(/HttpOnly/i);
  expect(cookie).toMatch(/SameSite=Lax/i);
  const me = await api.graphql('{ me { kind staff { role } } }', {}, { cookie: cookieOf(signedIn) });
  expect(me.data).toEqual({ me: { kind: 'staff', staff: { role: 'clerk' } } });
  await fetch(`${api.url}/session`, { method: 'DELETE', headers: { cookie: cookieOf(signedIn) } });
  expect((await api.graphql('{ me { kind } }', {}, { cookie: cookieOf(signedIn) })).status).toBe(401);
});

test('a session is of no use to another site', async () => {
  const cookie = cookieOf(await api.signIn('clerk@kontor.test', password));
  expect((await api.graphql('{ me { kind } }', {}, { cookie, origin: 'https://evil.example' })).status).toBe(401);
  expect((await api.graphql('{ me { kind } }', {}, { cookie, origin: api.url })).status).toBe(200);
});

test('after ten wrong passwords the door stays shut for a while, even for the right one', async () => {
  for (let n = 0; n < 10; n += 1) await api.signIn('reader@kontor.test', 'wrong');
  expect((await api.signIn('reader@kontor.test', password)).status).toBe(429);
});

test('thirty guesses at the same time are ten guesses', async () => {
  const answers = await Promise.all(Array.from({ length: 30 }, () => api.signIn('warehouse@kontor.test', 'wrong')));
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
  expect(await answers.find(({ status }) => status === 429)!.json()).toEqual({ error: 'too_many_attempts' });
});

test('who packs may confirm a packing and decide nothing', async () => {
  const [{ id }] = (await api.ctx().em.execute(`select id from staff where role = 'warehouse'`)) as [{ id: string }];
  const headers = { cookie: `kontor_session=${await openSession(api.ctx().em, id)}` };
  const nobody = '00000000-0000-7000-8000-000000000000';
  const pack = `mutation { confirmPacking(input: { shipmentId: "${nobody}", parcels: [{ trackingNumber: "1", parcelService: "DHL" }] }) { id } }`;
  expect((await api.graphql(pack, {}, headers)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  const close = `mutation { closeTicket(input: { ticketId: "${nobody}", resolution: "x" }) { id } }`;
  expect((await api.graphql(close, {}, headers)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
});

test('behind a proxy that ends TLS the cookie is for TLS only', async () => {
  const signIn = (headers: Record<string, string>) =>
    fetch(`${api.url}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ email: 'clerk@kontor.test', password }),
    });
  expect((await signIn({ 'x-forwarded-proto': 'https' })).headers.get('set-cookie')).toMatch(/Secure/);
  expect((await signIn({})).headers.get('set-cookie')).not.toMatch(/Secure/);
});

test('a form of another site cannot sign in or ask: only JSON is read', async () => {
  const form = { method: 'POST', body: new URLSearchParams({ email: 'clerk@kontor.test', password }) };
  expect((await fetch(`${api.url}/session`, form)).status).toBe(400);
  const cookie = cookieOf(await api.signIn('clerk@kontor.test', password));
  const asked = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'text/plain' },
    body: '{"query":"{ me { kind } }"}',
  });
  expect(asked.status).toBe(400);
});

test('who may only read cannot change anything', async () => {
  const [{ id }] = (await api.ctx().em.execute(`select id from staff where role = 'reader'`)) as [{ id: string }];
  const cookie = `kontor_session=${await openSession(api.ctx().em, id)}`;
  expect(await api.ctx().em.count(Session, { staffId: id })).toBe(1);
  expect((await api.graphql('{ stationCounts { count } }', {}, { cookie })).errors).toBeUndefined();
  const change = 'mutation { cancelOrder(input: { orderId: "00000000-0000-7000-8000-000000000000" }) { id } }';
  expect((await api.graphql(change, {}, { cookie })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  expect((await api.graphql(change)).errors?.[0]?.extensions).toMatchObject({
    code: 'NOT_FOUND',
    rejection: 'order_not_found',
  });
});

test('a document is given to those who are known, with its hash as ETag, and never changes', async () => {
  const bytes = Buffer.from('%PDF-1.4 test');
  await storeDocuments(api.ctx(), [
    {
      kind: 'invoice',
      number: 'RE-1',
      orderId: null,
      mediaType: 'application/pdf',
      bytes,
    },
  ]);
  const { id, sha256 } = await api.ctx().em.findOneOrFail(Document, { number: 'RE-1' });
  const authorization = `Bearer ${api.token}`;
  expect((await fetch(`${api.url}/documents/${id}`)).status).toBe(401);
  const given = await fetch(`${api.url}/documents/${id}`, { headers: { authorization } });
  expect([given.headers.get('content-type'), given.headers.get('etag'), await given.text()]).toEqual([
    'application/pdf',
    `"${sha256}"`,
    '%PDF-1.4 test',
  ]);
  // A browser's PDF viewer stands under the document's own policy.
  expect(given.headers.get('content-security-policy')).toBe("frame-ancestors 'self'");
  const again = await fetch(`${api.url}/documents/${id}`, {
    headers: { authorization, 'if-none-match': `"${sha256}"` },
  });
  expect(again.status).toBe(304);
  expect((await fetch(`${api.url}/documents/nonsense`, { headers: { authorization } })).status).toBe(404);
});

test('a carrier’s call needs its secret, is stored once, and says clearly what is wrong', async () => {
  await api.ctx().em.execute(`update carrier set returns = '{"source":"http","secret":"s3"}' where code = 'NORD'`);
  const call = (code: string, secret: string, body: string) =>
    fetch(`${api.url}/inbound/${code}`, { method: 'POST', headers: { authorization: `Bearer ${secret}` }, body });
  expect((await call('NOBODY', 's3', '{}')).status).toBe(404);
  expect((await call('HAUS', 's3', '{}')).status).toBe(404);
  expect((await call('NORD', 'wrong', '{}')).status).toBe(401);
  await api.ctx().em.execute(`update carrier set returns = '{"source":"http"}' where code = 'HAUS'`);
  expect((await call('HAUS', 'undefined', '{}')).status).toBe(404);
  expect((await call('NORD', 's3', '')).status).toBe(400);
  expect((await call('NORD', 's3', 'x'.repeat(1_100_000))).status).toBe(413);
  expect((await call('NORD', 's3', '{"a":1}')).status).toBe(202);
  expect((await call('NORD', 's3', '{"a":1}')).status).toBe(202);
  const [{ n }] = (await api
    .ctx()
    .em.execute(`select count(*)::int as n from inbound_message where source = 'http:NORD'`)) as [{ n: number }];
  expect(n).toBe(1);
});

test('alive is not ready: that takes a worker', async () => {
  expect((await fetch(`${api.url}/healthz`)).status).toBe(200);
  const ready = await fetch(`${api.url}/readyz`);
  expect([ready.status, await ready.json()]).toEqual([503, { ready: false, missing: ['no worker is alive'] }]);
  const worker = await api.openQueue('worker');
  await expect.poll(async () => (await fetch(`${api.url}/readyz`)).status).toBe(200);
  await worker.stop({ graceful: false });
});
