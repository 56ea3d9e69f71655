import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { isPrivateAddress } from '../kit/private-address.ts';
import { postWebhook } from './post-webhook.ts';

test.each([
  '127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '::1', '[::1]', 'fd00::1', 'fe80::1',
  '::ffff:127.0.0.1', '::ffff:10.0.0.1', '224.0.0.1', '255.255.255.255',
])('%s is private', (address) => {
  expect(isPrivateAddress(address)).toBe(true);
}); // prettier-ignore

test.each(['8.8.8.8', '93.184.216.34', '172.32.0.1', '2606:4700::1111', 'example.com'])('%s is not', (address) => {
  expect(isPrivateAddress(address)).toBe(false);
});

async function answering(
  status: number,
  answer = '',
): Promise<{ url: string; asked: http.IncomingMessage[]; bodies: string[]; close(): void }> {
  const [asked, bodies]: [http.IncomingMessage[], string[]] = [[], []];
  const server = http.createServer(async (request, response) => {
    asked.push(request);
    bodies.push(Buffer.concat(await request.toArray()).toString());
    response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    asked,
    bodies,
    close: () => server.close(),
  };
}
const message = { headers: { 'webhook-id': 'evt_1' }, body: '{"ü":1}' };

test('a message arrives with its headers and is taken', async () => {
  const server = await answering(204);
  expect(await postWebhook({ ...message, url: server.url }, { allowPrivate: true })).toEqual({
    status: 204,
    problem: null,
    isGone: false,
  });
  expect([server.asked[0]!.headers['webhook-id'], server.bodies[0]]).toEqual(['evt_1', '{"ü":1}']);
  server.close();
});

test.each([
  [302, 'answered 302', false],
  [500, 'answered 500', false],
  [410, 'answered 410', true],
])('%i is not taken, and no redirect is followed', async (status, problem, isGone) => {
  const server = await answering(status);
  expect(await postWebhook({ ...message, url: server.url }, { allowPrivate: true })).toEqual({
    status,
    problem,
    isGone,
  });
  server.close();
});

test('private targets are refused by address and by name, without a connection', async () => {
  const server = await answering(200);
  const named = server.url.replace('127.0.0.1', 'localhost');
  for (const url of [server.url, named, named.replace('localhost', '[::ffff:127.0.0.1]')])
    expect(await postWebhook({ ...message, url }, { allowPrivate: false })).toMatchObject({
      problem: 'target is in a private network',
    });
  expect(server.asked).toEqual([]);
  server.close();
});

test('who does not answer in time, or is not there, has not taken it', async () => {
  const silent = http.createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  expect(await postWebhook({ ...message, url }, { allowPrivate: true, timeoutMs: 200 })).toMatchObject({
    problem: 'no answer in time',
  });
  silent.closeAllConnections();
  await new Promise((resolve) => silent.close(resolve));
  expect(await postWebhook({ ...message, url }, { allowPrivate: true })).toMatchObject({ problem: 'ECONNREFUSED' });
});
