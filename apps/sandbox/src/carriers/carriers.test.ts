import { createServer } from 'node:http';
import Client from 'ssh2-sftp-client';
import nodemailer from 'nodemailer';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Chance } from '../random.ts';
import { freePort, openTestWorld, type TestWorld } from '../testing.ts';
import { handoverCounts } from './handovers.ts';
import { nordAccess } from './nord-sftp.ts';
import { rheinSecrets } from './rhein-http.ts';
import { trackingNumber } from './tracking-numbers.ts';

let test_: TestWorld;
let kontor: number;
beforeAll(async () => {
  kontor = await freePort();
  test_ = await openTestWorld({ SANDBOX_SPEED: '6000', KONTOR_URL: `http://127.0.0.1:${kontor}` });
});
afterAll(() => test_.close());

const patient = { timeout: 20_000 };
const row = (shipment: string) =>
  `shipment;delivery_note;order;service;name;company;street;addition;postcode;city;country;sku;title;quantity;weight_g\r\n${shipment};LS-1;A-1;DHL Kleinpaket;Jana;;Weg 1;;50667;Köln;DE;KAB-001;Kabel;1;100\r\n`;

test('Nord takes a file, answers it by file, and lets nobody out of its folder', async () => {
  const client = new Client();
  const { username, password } = nordAccess(test_.world);
  const at = { host: '127.0.0.1', port: test_.ports.sftp, username };
  await expect(new Client().connect({ ...at, password: 'wrong' })).rejects.toThrow();
  await client.connect({ ...at, password });
  await client.put(Buffer.from(row('S-1')), '/inbox/S-1.csv.tmp');
  await client.rename('/inbox/S-1.csv.tmp', '/inbox/S-1.csv');
  await expect.poll(() => client.exists('/processed/S-1.csv'), patient).toBe('-');
  await expect.poll(() => client.exists('/outbox/S-1-1.csv'), patient).toBe('-');
  const answer = (await client.get('/outbox/S-1-1.csv')) as Buffer;
  expect(answer.toString()).toMatch(/^shipment;tracking_number;parcel_service;shipped_at\r\nS-1;00340\d{15};DHL;/);
  await client.put(Buffer.from('junk'), '/inbox/other.tmp');
  await expect(client.rename('/inbox/other.tmp', '/outbox/S-1-1.csv')).rejects.toThrow();
  expect(await client.exists('/../../../../etc/passwd')).toBe(false);
  await client.end();
  expect(handoverCounts(test_.world)).toMatchObject({ 'S-1': 1 });
});

test('unreadableReturn, unknownReturn and untrackedReturn come before the right answer of Nord', async () => {
  await test_.post('/faults', { unreadableReturn: true, unknownReturn: true, untrackedReturn: true });
  const client = new Client();
  await client.connect({ host: '127.0.0.1', port: test_.ports.sftp, ...nordAccess(test_.world) });
  await client.put(Buffer.from(row('S-7')), '/inbox/S-7.csv.tmp');
  await client.rename('/inbox/S-7.csv.tmp', '/inbox/S-7.csv');
  await expect.poll(() => client.exists('/outbox/S-7-1.csv'), patient).toBe('-');
  const read = async (name: string): Promise<string> => ((await client.get(`/outbox/${name}`)) as Buffer).toString();
  expect(await read('S-7-bad.csv')).not.toContain('shipment;');
  expect(await read('S-7-0.csv')).toContain('\r\nS-999999;');
  expect(await read('S-7-none.csv')).toContain('\r\nS-7;;');
  await client.end();
});

test('Rhein knows its customers, takes a shipment once, and calls back until it is heard', async () => {
  const heard: string[] = [];
  let refusals = 2;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      if (refusals > 0) return void (refusals--, response.writeHead(503).end());
      // The warehouse asks for its packing queue at the same address.
      if (!body.includes('packingQueue')) heard.push(body);
      response.writeHead(202).end();
    });
  }).listen(kontor, '127.0.0.1');
  const { apiKey } = rheinSecrets(test_.world);
  const order = {
    shipment: 'S-2',
    deliveryNote: 'LS-2',
    order: 'A-2',
    service: 'UPS',
    recipient: { name: 'J', street: 'W 1', postcode: '1', city: 'K', country: 'DE' },
    lines: [{ sku: 'A', title: 'A', quantity: 1, weightG: 1 }],
  };
  const send = async (key: string, body: object) =>
    (
      await fetch(`${test_.url}/carriers/xrhein/shipments`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'idempotency-key': 'S-2', 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    ).status;
  expect([
    await send('wrong', order),
    await send(apiKey, { ...order, lines: [] }),
    await send(apiKey, order),
    await send(apiKey, order),
  ]).toEqual([401, 422, 201, 200]);
  await expect.poll(() => heard.length, patient).toBe(1);
  expect(JSON.parse(heard[0]!)).toMatchObject({ shipment: 'S-2', parcelService: 'UPS' });
  expect(handoverCounts(test_.world)['S-2']).toBe(2);
  // The warehouse keeps asking, so its connection never falls idle.
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
});

test('the mail server keeps a mail, relays the merchant’s copy when it is heard, also after a restart', async () => {
  const sender = nodemailer.createTransport({ host: '127.0.0.1', port: test_.ports.smtp, ignoreTLS: true });
  await sender.sendMail({
    from: 'service@kontor.test',
    envelope: { from: 'service@kontor.test', to: ['buyer@example.org', 'journal@kontor.test'] },
    to: 'buyer@example.org',
    subject: 'Ihre Rechnung',
    text: 'x',
    headers: { 'X-Kontor-Kind': 'invoice', 'X-Kontor-Order': 'A-1' },
  });
  await test_.restart();
  const world = (await (await fetch(`${test_.url}/world.json`)).json()) as {
    mails: { subject: string; kind: string; order: string }[];
  };
  expect(world.mails).toEqual([expect.objectContaining({ subject: 'Ihre Rechnung', kind: 'invoice', order: 'A-1' })]);
  const relayed: string[] = [];
  const listener = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, session, done) {
      stream.resume().on('end', () => {
        relayed.push(session.envelope.rcptTo[0]!.address);
        done();
      });
    },
  });
  listener.on('error', () => {});
  await new Promise<void>((resolve) => listener.listen(test_.ports.mailIn, '127.0.0.1', () => resolve()));
  await expect.poll(() => relayed, patient).toEqual(['journal@kontor.test']);
  await new Promise<void>((resolve) => listener.close(() => resolve()));
});

test('tracking numbers look as their services print them', () => {
  const chance = new Chance(3);
  const forms = { DHL: /^00340\d{15}$/, DPD: /^\d{14}$/, GLS: /^\d{11}$/, Hermes: /^\d{14}$/, UPS: /^1Z[0-9A-Z]{16}$/ };
  for (const [service, form] of Object.entries(forms)) expect(trackingNumber(chance, service)).toMatch(form);
});
