import fs from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { returnsConfig } from '@kontor/domain/carriers/carrier-connection';
import { openReturnFolder } from '../../carriers/open-carrier.ts';
import { aTransmission } from '../transmission.testing.ts';
import { baseOf, servers, transportOf, type Kind, type Server } from './file-servers.testing.ts';

const mapping = { format: 'csv', fields: { shipment: { at: '1' }, trackingNumber: { at: '2' } } };

describe.each(servers)('%s', (name, kind, open) => {
  const base = (server: Server): string => baseOf(name, server);
  const transportTo = (server: Server, more: object = {}, note?: (step: string) => void) =>
    transportOf(name, kind, server, more, note);
  const folderOf = (server: Server) =>
    openReturnFolder(
      returnsConfig.parse({
        source: kind,
        ...server.connection,
        folder: `${base(server)}/outbox`,
        done: `${base(server)}/outbox/done`,
        only: '*.csv',
        mapping,
      }),
    )!;

  test('a file arrives whole under its final name, is found again, and is never overwritten', async () => {
    await using server = await open();
    const transport = transportTo(server);
    expect(await transport.verify(aTransmission(), new Date())).toBe('absent');
    await transport.send(aTransmission());
    await transport.send(aTransmission());
    expect(await fs.readdir(`${server.root}/inbox`)).toEqual(['S-100001.csv']);
    expect(await transport.verify(aTransmission(), new Date())).toBe('arrived');
    await expect(transport.send(aTransmission({ bytes: Buffer.from('other') }))).rejects.toMatchObject({
      retryable: false,
      arrived: 'no',
    });
    expect(await fs.readFile(`${server.root}/inbox/S-100001.csv`)).toEqual(aTransmission().file.bytes);
    await fs.rename(`${server.root}/inbox/S-100001.csv`, `${server.root}/taken/S-100001.csv`);
    expect(await transport.verify(aTransmission(), new Date())).toBe('arrived');
  });

  test('50 MB arrive whole; as an answer they are named and stay where they are', async () => {
    await using server = await open();
    const bytes = Buffer.alloc(50_000_000, 'kontor 0123456789\n');
    await transportTo(server).send(aTransmission({ bytes }));
    expect((await fs.stat(`${server.root}/inbox/S-100001.csv`)).size).toBe(bytes.length);
    await fs.rename(`${server.root}/inbox/S-100001.csv`, `${server.root}/outbox/large.csv`);
    expect(await folderOf(server).collect()).toEqual([
      expect.objectContaining({ name: 'large.csv', bytes: null, size: bytes.length }),
    ]);
    expect(await fs.readdir(`${server.root}/outbox`)).toEqual(['large.csv']);
  });

  test('answers are taken finished, put aside, and a second one of the same name is kept beside the first', async () => {
    await using server = await open();
    const folder = folderOf(server);
    for (const part of ['b.csv', 'Ümläut a.csv', 'half.csv.tmp', '.hidden.csv', 'other.txt'])
      await fs.writeFile(`${server.root}/outbox/${part}`, `S-1;${part}`);
    const files = await folder.collect();
    expect(files.map((file) => [file.name, Buffer.from(file.bytes!).toString()])).toEqual([
      ['b.csv', 'S-1;b.csv'],
      ['Ümläut a.csv', 'S-1;Ümläut a.csv'],
    ]);
    for (const file of files) await file.forget();
    await fs.writeFile(`${server.root}/outbox/b.csv`, 'S-2;again');
    for (const file of await folder.collect()) await file.forget();
    expect(await folder.collect()).toEqual([]);
    expect(await fs.readdir(`${server.root}/outbox/done`)).toHaveLength(3);
  });

  test('the connection is tested with a protocol that holds no secret', async () => {
    await using server = await open();
    const steps: string[] = [];
    await transportTo(server, {}, (step) => steps.push(step)).probe();
    expect(steps[0]).toMatch(/^(sftp|ftps?) localhost|^sftp 127/);
    expect(steps.slice(1)).toEqual([
      expect.stringMatching(/inbox: 0 files$/),
      expect.stringMatching(/taken: 0 files$/),
    ]);
    expect(steps.join()).not.toMatch(/geheim|PRIVATE KEY/);
    await expect(transportTo(server, { inbox: `${base(server)}/nowhere` }).send(aTransmission())).rejects.toMatchObject(
      { name: 'ConnectorError', arrived: 'no' },
    );
  });

  test('a private network target is refused unless it is allowed', async () => {
    await using server = await open();
    const refused = {
      name: 'ConnectorError',
      retryable: false,
      arrived: 'no',
      message: expect.stringContaining('private network target'),
    };
    await expect(transportTo(server, { allowPrivate: false }).send(aTransmission())).rejects.toMatchObject(refused);
  });
});

const ofKind = (wanted: Kind) => servers.filter(([, kind]) => kind === wanted);

test.each(ofKind('ftps'))('%s: a certificate that nobody vouches for is refused', async (name, kind, open) => {
  await using server = await open();
  const { send } = transportOf(name, kind, server, { ca: undefined });
  await expect(send(aTransmission())).rejects.toMatchObject({
    retryable: false,
    arrived: 'no',
    message: expect.stringMatching(/SELF_SIGNED|CERT/),
  });
});

test.each(ofKind('sftp'))(
  '%s: a host key that is not the pinned one is refused and shown',
  async (name, kind, open) => {
    await using server = await open();
    const { send } = transportOf(name, kind, server, { hostKeySha256: 'AAAA' });
    await expect(send(aTransmission())).rejects.toMatchObject({
      retryable: false,
      message: expect.stringMatching(/the server shows SHA256:/),
    });
  },
);

test.each(ofKind('ftp'))('%s: a wrong password is for a person', async (name, kind, open) => {
  await using server = await open();
  const { send } = transportOf(name, kind, server, { password: 'falsch' });
  await expect(send(aTransmission())).rejects.toMatchObject({ retryable: false, arrived: 'no' });
});
