import fs from 'node:fs/promises';
import { expect, test } from 'vitest';
import { installed, proftpd, sshd } from '../debian-servers.testing.ts';
import { ftpServer } from '../ftp/ftp-server.testing.ts';
import { sftpServer } from '../sftp/sftp-server.testing.ts';
import { aTransmission } from '../transmission.testing.ts';
import { baseOf, servers, transportOf, type Kind, type Server } from './file-servers.testing.ts';

const forAPerson = { name: 'ConnectorError', retryable: false, arrived: 'no' };
const forLater = { name: 'ConnectorError', retryable: true, arrived: 'no' };
const folders = ['inbox', 'taken'];

test.each(servers)('%s: a folder that is not there is for a person, at once', async (name, kind, open) => {
  await using server = await open();
  const { send } = transportOf(name, kind, server, { inbox: `${baseOf(name, server)}/nowhere` });
  await expect(send(aTransmission())).rejects.toMatchObject(forAPerson);
  // the connection is as good as before
  const transport = transportOf(name, kind, server);
  await transport.send(aTransmission());
  expect(await transport.verify(aTransmission(), new Date())).toBe('arrived');
});

const readOnly: [string, Kind, () => Promise<Server>][] = [
  [
    'our FTP server',
    'ftp',
    async () => {
      const server = await ftpServer(folders);
      server.faults.STOR = { answer: '550 permission denied' };
      return server;
    },
  ],
  [
    'ssh2',
    'sftp',
    async () => {
      const server = await sftpServer(folders);
      server.faults.OPEN = 'deny';
      return server;
    },
  ],
  ...(installed.proftpd
    ? ([
        ['proftpd', 'ftp', () => proftpd(folders, { tls: false, readOnly: true })],
        ['proftpd with TLS', 'ftps', () => proftpd(folders, { tls: true, readOnly: true })],
      ] as [string, Kind, () => Promise<Server>][])
    : []),
  ...(installed.sshd
    ? ([['OpenSSH sshd', 'sftp', () => sshd(folders, { readOnly: true })]] as [string, Kind, () => Promise<Server>][])
    : []),
];

test.each(readOnly)('%s: who may not write there needs a person, at once', async (name, kind, open) => {
  await using server = await open();
  await expect(transportOf(name, kind, server).send(aTransmission())).rejects.toMatchObject(forAPerson);
  expect(await fs.readdir(`${server.root}/inbox`)).toEqual([]);
});

test.skipIf(!installed.sshd)(
  'OpenSSH sshd: a full disk leaves nothing under the final name, and later it arrives',
  async () => {
    await using server = await sshd(folders);
    const temporary = `${server.root}/inbox/S-100001.csv.tmp`;
    // every write to it says that no space is left
    await fs.symlink('/dev/full', temporary);
    const transport = transportOf('OpenSSH sshd', 'sftp', server);
    await expect(transport.send(aTransmission())).rejects.toMatchObject(forLater);
    expect(await fs.readdir(`${server.root}/inbox`)).toEqual(['S-100001.csv.tmp']);
    await fs.rm(temporary);
    await transport.send(aTransmission());
    expect(await fs.readdir(`${server.root}/inbox`)).toEqual(['S-100001.csv']);
  },
);

type Mortal = Server & { kill(): Promise<void> };
const mortal: [string, Kind, () => Promise<Mortal>][] = [
  ...(installed.proftpd
    ? ([['proftpd', 'ftp', () => proftpd(folders, { tls: false, slow: true })]] as [
        string,
        Kind,
        () => Promise<Mortal>,
      ][])
    : []),
  ...(installed.sshd
    ? ([['OpenSSH sshd', 'sftp', () => sshd(folders)]] as [string, Kind, () => Promise<Mortal>][])
    : []),
];

test.each(mortal)('%s dies in the middle of an upload: it has certainly not arrived', async (name, kind, open) => {
  await using server = await open();
  const bytes = Buffer.alloc(100_000_000, 'kontor');
  const sending = transportOf(name, kind, server).send(aTransmission({ bytes }));
  const outcome = sending.catch((error: unknown) => error);
  const temporary = `${server.root}/inbox/S-100001.csv.tmp`;
  await expect
    .poll(
      () =>
        fs.stat(temporary).then(
          ({ size }) => size,
          () => 0,
        ),
      { interval: 2, timeout: 20_000 },
    )
    .toBeGreaterThan(0);
  await server.kill();
  expect(await outcome).toMatchObject(forLater);
  expect((await fs.stat(temporary)).size).toBeLessThan(bytes.length);
  expect(await fs.readdir(`${server.root}/inbox`)).toEqual(['S-100001.csv.tmp']);
});
