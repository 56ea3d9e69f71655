import { expect, test } from 'vitest';
import { handOverConfig, returnsConfig } from '@kontor/domain/carriers/carrier-connection';
import { openCarrierTransport, openReturnFolder } from './open-carrier.ts';
import { readReturn } from './read-return.ts';

const sftp = { host: 'sftp.nord.test', port: 2222, username: 'kontor', password: 'geheim', hostKeySha256: 'abc=' };
const mapping = {
  format: 'text',
  fields: {
    shipment: { at: 'Sendung: (\\S+)' },
    trackingNumber: { at: 'Sendungsnummer: (\\S+)' },
    parcelService: { at: 'Paketdienst: (\\S+)' },
  },
};
const parcel = { shipment: 'S-1', trackingNumber: '12345678901234', parcelService: 'DPD', shippedAt: null };

test.each([
  { transport: 'none' },
  { transport: 'sftp', ...sftp, inbox: '/inbox', archive: '/processed' },
  { transport: 'ftps', host: 'ftp.test', username: 'k', inbox: '/in' },
  { transport: 'email', to: 'auftrag@lagerhaus-sued.test' },
  { transport: 'http', url: 'https://carrier.test/shipments', apiKey: 'k' },
])('the way out $transport is understood', (config) => {
  expect(handOverConfig.parse(config)).toMatchObject(config);
});

test.each([
  [{ transport: 'sftp', ...sftp, inbox: '/in', hostKeySha256: '' }, 'hostKeySha256'],
  [{ transport: 'http', url: 'file:///etc/passwd' }, 'url'],
  [{ transport: 'email', to: 'nobody' }, 'to'],
])('a faulty configuration is refused with its place', (config, place) => {
  expect(handOverConfig.safeParse(config).error?.issues.map((issue) => issue.path.join('.'))).toEqual([place]);
});

test('the own warehouse has no transport, and only folders and mailboxes are looked into', () => {
  expect(openCarrierTransport({ transport: 'none' }, {} as never)).toBeNull();
  const open = (config: object) => openReturnFolder(returnsConfig.parse({ ...config, mapping }));
  expect(open({ source: 'http', secret: 's' })).toBeNull();
  expect(open({ source: 'sftp', ...sftp, folder: '/o', done: '/d' })).not.toBeNull();
  expect(open({ source: 'imap', host: 'mail.test', username: 'k', password: 'p' })).not.toBeNull();
});

test('a mail is read in its text or in its attachment', async () => {
  const inText = 'Subject: x\r\n\r\nSendung: S-1\r\nSendungsnummer: 12345678901234\r\nPaketdienst: DPD\r\n';
  const mail = (more: object) => returnsConfig.parse({ source: 'email', from: 'versand@x.test', mapping, ...more });
  expect(await readReturn(mail({}), Buffer.from(inText))).toEqual([parcel]);
  const attached = [
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'siehe Anhang',
    '--b',
    'Content-Type: text/csv; name="../../Versand.CSV"',
    'Content-Disposition: attachment; filename="../../Versand.CSV"',
    '',
    'S-1;12345678901234;DPD',
    '--b--',
  ].join('\r\n');
  const csv = {
    format: 'csv',
    titles: false,
    fields: { shipment: { at: '1' }, trackingNumber: { at: '2' }, parcelService: { at: '3' } },
  };
  expect(await readReturn(mail({ attachment: '.csv', mapping: csv }), Buffer.from(attached))).toEqual([parcel]);
  await expect(readReturn(mail({ attachment: '.xml' }), Buffer.from(attached))).rejects.toThrow('no attachment .xml');
  await expect(readReturn({ source: 'none' }, Buffer.from(inText))).rejects.toMatchObject({ name: 'UnreadableReturn' });
});
