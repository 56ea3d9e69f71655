import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import { httpClient, jsonOf } from './http-client.ts';
import { HttpError } from './http-error.ts';
import { httpServer, sendJson } from './http-server.testing.ts';

/** The error of one call to a server that answers like this. */
async function errorOf(answer: (response: ServerResponse) => void, timeoutMs?: number): Promise<ConnectorError> {
  await using server = await httpServer((_, response) => answer(response));
  const call = httpClient({ timeoutMs })({
    method: 'POST',
    url: new URL(`${server.url}/things?name=Erika`),
    body: 'Erika',
  });
  return await call.then(
    () => expect.unreachable('the call succeeded'),
    (error: ConnectorError) => error,
  );
}

test('an answer brings status, headers and bytes', async () => {
  await using server = await httpServer((_, response) => sendJson(response, 201, { id: 7 }, { 'x-extra': 'yes' }));
  const answer = await httpClient()({ method: 'POST', url: new URL(server.url), headers: { a: 'b' }, body: '{}' });
  expect([answer.status, answer.headers.get('x-extra'), jsonOf(answer)]).toEqual([201, 'yes', { id: 7 }]);
  expect(server.requests[0]).toMatchObject({ method: 'POST', body: '{}', headers: { a: 'b' } });
});

test('a refusal is not retryable and names code and request id, not what was sent', async () => {
  const error = await errorOf((response) =>
    sendJson(
      response,
      400,
      { errors: [{ code: 'InvalidInput', message: 'no Erika here' }] },
      { 'x-amzn-requestid': 'r-1' },
    ),
  );
  expect(error).toBeInstanceOf(HttpError);
  expect(error).toMatchObject({ retryable: false, arrived: 'no', status: 400 });
  expect(error.message).toMatch(/^POST 127\.0\.0\.1:\d+\/things: 400 InvalidInput \(request r-1\)$/);
});

test('a gateway that answers HTML or nothing is worth another try; the call may have arrived', async () => {
  const html = await errorOf((response) => response.writeHead(502).end('<html>Bad gateway</html>'));
  const empty = await errorOf((response) => response.writeHead(503, { 'retry-after': '7' }).end());
  expect(html).toMatchObject({ retryable: true, arrived: 'unknown', status: 502, body: undefined });
  expect(empty).toMatchObject({ retryable: true, arrived: 'unknown', retryAfter: 7 });
});

test('too many requests did not arrive and says when to come again', async () => {
  const error = await errorOf((response) => sendJson(response, 429, {}, { 'retry-after': '3' }));
  expect(error).toMatchObject({ retryable: true, arrived: 'no', retryAfter: 3 });
});

test('redirects are refused, they would carry the token along', async () => {
  const error = await errorOf((response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end());
  expect(error).toMatchObject({ status: 302, retryable: false });
});

test('a refused connection certainly did not arrive', async () => {
  const server = await httpServer((_, response) => response.end());
  await server[Symbol.asyncDispose]();
  const call = httpClient()({ url: new URL(server.url) });
  await expect(call).rejects.toMatchObject({
    retryable: true,
    arrived: 'no',
    message: expect.stringContaining('ECONNREFUSED'),
  });
});

test('an unknown host certainly did not arrive', async () => {
  const call = httpClient()({ url: new URL('http://nowhere.invalid/') });
  await expect(call).rejects.toMatchObject({ retryable: true, arrived: 'no' });
});

test('a lost connection may have arrived', async () => {
  expect(await errorOf((response) => response.destroy())).toMatchObject({ retryable: true, arrived: 'unknown' });
});

test('no answer in time may have arrived', async () => {
  const error = await errorOf(() => {}, 50);
  expect(error).toBeInstanceOf(ConnectorError);
  expect(error).toMatchObject({ retryable: true, arrived: 'unknown', message: expect.stringContaining('Timeout') });
});
