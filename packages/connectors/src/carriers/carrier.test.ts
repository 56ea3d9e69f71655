import { expect, test } from 'vitest';
import { aHandOver } from '../formats/hand-over.testing.ts';
import { handOverConfig, returnsConfig } from './carrier-connection.ts';
import { openCarrierTransport, openReturnFolder } from './open-carrier.ts';
import { readReturn } from './read-return.ts';
import { writeHandOver } from './write-hand-over.ts';

const sftp = { host: 'sftp.nord.test', port: 2222, username: 'kontor', password: 'geheim', hostKeySha256: 'abc=' };
const pattern = {
  reference: 'Sendung: (\\S+)',
  trackingNumber: 'Sendungsnummer: (\\S+)',
  parcelService: 'Paketdienst: (\\S+)',
};
const printPdf = async () => Buffer.from('%PDF');

test('every way of the contract is understood', () => {
  const handovers = [
    { transport: 'none' },
    { transport: 'sftp', format: 'csv', ...sftp, inbox: '/inbox', archive: '/processed' },
    { transport: 'email', format: 'pdf', to: 'auftrag@lagerhaus-sued.test' },
    { transport: 'http', format: 'json', url: 'http://127.0.0.1:1/carriers/xrhein/shipments', apiKey: 'k' },
  ];
  expect(handovers.map((config) => handOverConfig.parse(config))).toEqual(handovers);
  const returns = [
    { source: 'none' },
    { source: 'sftp', format: 'csv', ...sftp, folder: '/outbox', done: '/outbox/done', pollSeconds: 2 },
    { source: 'email', from: 'versand@lagerhaus-sued.test', pattern },
    { source: 'http', secret: 's' },
  ];
  expect(returns.map((config) => returnsConfig.parse(config))).toEqual(returns);
});

test('a faulty configuration is refused with its place', () => {
  const bad = returnsConfig.safeParse({
    source: 'email',
    from: 'versand@x.test',
    pattern: { ...pattern, reference: '(' },
  });
  expect(bad.error?.issues.map((issue) => issue.path.join('.'))).toEqual(['pattern.reference']);
  expect(handOverConfig.safeParse({ transport: 'sftp', format: 'csv', ...sftp, hostKeySha256: '' }).success).toBe(
    false,
  );
});

test('the own warehouse has no transport, and only a folder is looked into', () => {
  expect(openCarrierTransport({ transport: 'none' }, {} as never)).toBeNull();
  expect(openReturnFolder({ source: 'http', secret: 's' })).toBeNull();
  expect(
    openReturnFolder(returnsConfig.parse({ source: 'sftp', format: 'csv', ...sftp, folder: '/o', done: '/d' })),
  ).not.toBeNull();
});

test.each([
  ['csv', 'S-100001.csv', 'text/csv; charset=utf-8', 'shipment;'],
  ['json', 'S-100001.json', 'application/json', '{"shipment"'],
  ['pdf', 'S-100001.pdf', 'application/pdf', '%PDF'],
] as const)('a hand-over as %s is named after its shipment', async (format, name, mediaType, start) => {
  const file = await writeHandOver(format, aHandOver(), { printPdf });
  expect([file.name, file.mediaType]).toEqual([name, mediaType]);
  expect(new TextDecoder().decode(file.bytes).slice(0, start.length)).toBe(start);
});

test('a confirmation is read by the way it came', async () => {
  const parcel = { shipment: 'S-1', trackingNumber: '12345678901234', parcelService: 'DPD', shippedAt: null };
  const csv = returnsConfig.parse({ source: 'sftp', format: 'csv', ...sftp, folder: '/o', done: '/d' });
  const mail = returnsConfig.parse({ source: 'email', from: 'versand@x.test', pattern });
  const { shippedAt: _, ...json } = parcel;
  expect(await readReturn(csv, Buffer.from('shipment;tracking_number;parcel_service\nS-1;12345678901234;DPD'))).toEqual(
    [parcel],
  );
  expect(await readReturn({ source: 'http', secret: 's' }, Buffer.from(JSON.stringify(json)))).toEqual([parcel]);
  const text = 'Subject: x\r\n\r\nSendung: S-1\r\nSendungsnummer: 12345678901234\r\nPaketdienst: DPD\r\n';
  expect(await readReturn(mail, Buffer.from(text))).toEqual([parcel]);
  await expect(readReturn({ source: 'none' }, Buffer.from(text))).rejects.toMatchObject({ name: 'UnreadableReturn' });
});
