import fs from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { returnsConfig } from '@kontor/domain/carriers/carrier-connection';
import { openReturnFolder } from '../../carriers/open-carrier.ts';
import { readReturn } from '../../carriers/read-return.ts';
import { dovecot, installed, type DebianServer } from '../debian-servers.testing.ts';

const mapping = {
  format: 'text',
  fields: {
    shipment: { at: 'Sendung: (\\S+)' },
    trackingNumber: { at: 'Nummer: (\\S+)' },
    parcelService: { at: 'Dienst: (\\S+)' },
  },
};
type Server = DebianServer<object>;
const config = (server: Server, more: object = {}) =>
  returnsConfig.parse({ source: 'imap', ...server.connection, mapping, ...more });

let count = 0;
async function deliver({ root }: Server, text: string, id = `m${(count += 1)}`): Promise<void> {
  const mail = `Message-ID: <${id}@partner.test>\r\nFrom: versand@partner.test\r\nSubject: Bestaetigung\r\n\r\n${text}\r\n`;
  await fs.writeFile(`${root}/tmp/${id}.${process.pid}`, mail);
  await fs.chmod(`${root}/tmp/${id}.${process.pid}`, 0o666);
  await fs.rename(`${root}/tmp/${id}.${process.pid}`, `${root}/new/${Date.now()}.${id}.${process.pid}`);
}

// There is no IMAP server on npm to be trusted (docs/decisions/0022): these run where dovecot is installed.
describe.each(installed.dovecot ? [['dovecot']] : [])('%s', () => {
  test('mails are taken once, read, and moved into the archive; later ones are seen on the open connection', async () => {
    await using server = await dovecot();
    const mailbox = openReturnFolder(config(server))!;
    await deliver(server, 'Sendung: S-1\r\nNummer: 0034\r\nDienst: DHL', 'first');
    const [mail, ...others] = await mailbox.collect();
    expect([mail!.name, others]).toEqual(['first@partner.test', []]);
    expect(await readReturn(config(server), mail!.bytes!)).toEqual([
      { shipment: 'S-1', trackingNumber: '0034', parcelService: 'DHL', shippedAt: null },
    ]);
    await mail!.forget();
    await mail!.forget();
    await deliver(server, 'zwei', 'second');
    expect((await mailbox.collect()).map(({ name }) => name)).toEqual(['second@partner.test']);
    const done = await Promise.all(['cur', 'new'].map((part) => fs.readdir(`${server.root}/.Done/${part}`)));
    expect(done.flat()).toHaveLength(1);
  });

  test('a wrong password, an unknown certificate and a private target are for a person', async () => {
    await using server = await dovecot();
    const collect = (more: object) => openReturnFolder(config(server, more))!.collect();
    await expect(collect({ password: 'falsch' })).rejects.toMatchObject({
      retryable: false,
      message: expect.stringContaining('sign-in refused'),
    });
    await expect(collect({ ca: undefined })).rejects.toMatchObject({
      retryable: false,
      message: expect.stringMatching(/SELF_SIGNED|CERT/),
    });
    await expect(collect({ allowPrivate: false })).rejects.toMatchObject({
      message: expect.stringContaining('private network target'),
    });
  });
});

test('a server that is not there is worth another try', async () => {
  const nowhere = {
    root: '',
    connection: { host: '127.0.0.1', port: 1, username: 'k', password: 'p', allowPrivate: true },
  } as never;
  await expect(openReturnFolder(config(nowhere))!.collect()).rejects.toMatchObject({
    name: 'ConnectorError',
    retryable: true,
    arrived: 'no',
  });
});
