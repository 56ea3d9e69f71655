import { expect, test } from 'vitest';
import { handOverConfig } from '@kontor/domain/carriers/carrier-connection';
import { openCarrierTransport } from '../../carriers/open-carrier.ts';
import { aTransmission } from '../transmission.testing.ts';
import { httpServer, sendJson, type TestServer } from '../../kit/http-server.testing.ts';

const transmission = aTransmission({ name: 'S-100001.json', bytes: Buffer.from('{"shipment":"S-100001"}') });
transmission.file.mediaType = 'application/json';

const transportTo = (server: TestServer, more: object = {}) =>
  openCarrierTransport(
    handOverConfig.parse({
      transport: 'http',
      url: `${server.url}/carriers/xrhein/shipments`,
      apiKey: 'k3y',
      allowPrivate: true,
      ...more,
    }),
    {} as never,
  )!;

test('a shipment is posted with key and idempotency key', async () => {
  await using server = await httpServer((_, response) =>
    sendJson(response, 201, { id: 'xr-7', shipment: 'S-100001', state: 'accepted' }),
  );
  expect(await transportTo(server).send(transmission)).toEqual({ receipt: 'xr-7' });
  expect(server.requests[0]).toMatchObject({
    method: 'POST',
    path: '/carriers/xrhein/shipments',
    headers: { authorization: 'Bearer k3y', 'idempotency-key': 'S-100001', 'content-type': 'application/json' },
    body: '{"shipment":"S-100001"}',
  });
});

test.each([
  [422, { retryable: false, arrived: 'no' }],
  [401, { retryable: false, arrived: 'no' }],
  [500, { retryable: true, arrived: 'unknown' }],
])('an answer %i', async (status, expected) => {
  await using server = await httpServer((_, response) => sendJson(response, status, { error: 'no' }));
  await expect(transportTo(server).send(transmission)).rejects.toMatchObject(expected);
});

test.each([
  ['listed', 200, { shipments: [{ id: 'xr-7', shipment: 'S-100001', state: 'accepted' }] }, 'arrived'],
  ['not listed', 200, { shipments: [] }, 'absent'],
  ['another one', 200, { shipments: [{ id: 'xr-8', shipment: 'S-1000011', state: 'accepted' }] }, 'absent'],
  ['an answer of another shape', 200, { items: [] }, 'unknown'],
  ['a failure', 503, {}, 'unknown'],
  ['not found', 404, {}, 'unknown'],
])('reading back: %s', async (_, status, body, expected) => {
  await using server = await httpServer((request, response) => {
    expect(request.headers.authorization).toBe('Bearer k3y');
    sendJson(response, request.query.shipment === 'S-100001' ? status : 400, body);
  });
  expect(await transportTo(server).verify(transmission, new Date())).toBe(expected);
});

test('other ways to sign in', async () => {
  await using server = await httpServer((_, response) => sendJson(response, 200, {}));
  await transportTo(server, { username: 'kontor', password: 'geheim' }).send(transmission);
  await transportTo(server, { apiKeyHeader: 'X-Api-Key' }).send(transmission);
  expect(server.requests[0]!.headers.authorization).toBe(`Basic ${Buffer.from('kontor:geheim').toString('base64')}`);
  expect(server.requests[1]!.headers).toMatchObject({ 'x-api-key': 'k3y' });
  expect(server.requests[1]!.headers.authorization).toBeUndefined();
});

test('an interface that cannot be asked leaves the doubt to a person', async () => {
  await using server = await httpServer((_, response) => sendJson(response, 200, { shipments: [] }));
  expect(await transportTo(server, { readBack: false }).verify(transmission, new Date())).toBe('unknown');
  expect(server.requests).toHaveLength(0);
});

test('a private network target is refused unless it is allowed', async () => {
  await using server = await httpServer((_, response) => sendJson(response, 200, {}));
  await expect(transportTo(server, { allowPrivate: false }).send(transmission)).rejects.toMatchObject({
    retryable: false,
    arrived: 'no',
  });
  expect(server.requests).toHaveLength(0);
});
