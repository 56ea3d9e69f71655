import fs from 'node:fs/promises';
import { expect, test } from 'vitest';
import { openCarrierTransport } from '../../carriers/open-carrier.ts';
import { handOverConfig } from '@kontor/domain/carriers/carrier-connection';
import { aTransmission } from '../transmission.testing.ts';
import { foreignKeySha256, sftpServer, type SftpTestServer } from './sftp-server.testing.ts';

const transmission = aTransmission();
const doubtSince = new Date(0);

function transportTo(server: SftpTestServer, more: object = {}) {
  const config = {
    transport: 'sftp',
    ...server.connection,
    inbox: '/inbox/',
    archive: '/processed',
    ...more,
  };
  return openCarrierTransport(handOverConfig.parse(config), {} as never)!;
}

test('a file arrives complete under its final name, temporary ones are gone', async () => {
  await using server = await sftpServer(['inbox', 'processed']);
  const { receipt } = await transportTo(server).send(transmission);
  expect(receipt).toBe('/inbox/S-100001.csv');
  expect(await fs.readdir(`${server.root}/inbox`)).toEqual(['S-100001.csv']);
  expect(await fs.readFile(`${server.root}/inbox/S-100001.csv`)).toEqual(transmission.file.bytes);
});

test('many hand-overs share one connection', async () => {
  await using server = await sftpServer(['inbox']);
  const transport = transportTo(server);
  const names = Array.from({ length: 20 }, (_, i) => `S-1000${10 + i}.csv`);
  await Promise.all(names.map((name) => transport.send({ ...transmission, file: { ...transmission.file, name } })));
  expect((await fs.readdir(`${server.root}/inbox`)).toSorted()).toEqual(names);
  expect(server.connections).toBe(1);
});

test('a connection that broke in between is opened again', async () => {
  await using server = await sftpServer(['inbox']);
  const transport = transportTo(server);
  await transport.send(transmission);
  server.dropAll();
  await expect.poll(() => transport.verify(transmission, doubtSince).catch(() => 'unknown')).not.toBe('unknown');
  expect(server.connections).toBe(2);
});

test('sending the same file again is harmless', async () => {
  await using server = await sftpServer(['inbox']);
  const transport = transportTo(server);
  await transport.send(transmission);
  await transport.send(transmission);
  expect(await fs.readdir(`${server.root}/inbox`)).toEqual(['S-100001.csv']);
});

test('another file under the same name is not overwritten', async () => {
  await using server = await sftpServer(['inbox']);
  await fs.writeFile(`${server.root}/inbox/S-100001.csv`, 'other');
  await expect(transportTo(server).send(transmission)).rejects.toMatchObject({ retryable: false, arrived: 'no' });
  expect(await fs.readFile(`${server.root}/inbox/S-100001.csv`, 'utf8')).toBe('other');
});

test('what arrived is found in the inbox and in the archive', async () => {
  await using server = await sftpServer(['inbox', 'processed']);
  const transport = transportTo(server);
  expect(await transport.verify(transmission, doubtSince)).toBe('absent');
  await transport.send(transmission);
  expect(await transport.verify(transmission, doubtSince)).toBe('arrived');
  await fs.rename(`${server.root}/inbox/S-100001.csv`, `${server.root}/processed/S-100001.csv`);
  expect(await transport.verify(transmission, doubtSince)).toBe('arrived');
});

test('an unfinished upload has not arrived', async () => {
  await using server = await sftpServer(['inbox', 'processed']);
  await fs.writeFile(`${server.root}/inbox/S-100001.csv.tmp`, transmission.file.bytes);
  expect(await transportTo(server).verify(transmission, doubtSince)).toBe('absent');
});

test('without an archive a missing file proves nothing', async () => {
  await using server = await sftpServer(['inbox']);
  expect(await transportTo(server, { archive: undefined }).verify(transmission, doubtSince)).toBe('unknown');
});

test('a connection lost in the rename leaves a doubt that reading back settles', async () => {
  await using server = await sftpServer(['inbox', 'processed']);
  const transport = transportTo(server);
  server.faults.RENAME = 'drop after';
  await expect(transport.send(transmission)).rejects.toMatchObject({ retryable: true, arrived: 'unknown' });
  expect(await transport.verify(transmission, doubtSince)).toBe('arrived');
});

test('a connection lost in the upload certainly did not arrive', async () => {
  await using server = await sftpServer(['inbox']);
  server.faults.OPEN = 'drop after';
  await expect(transportTo(server).send(transmission)).rejects.toMatchObject({ retryable: true, arrived: 'no' });
});

test.each([
  ['no space is left', 'WRITE', 'fail', true],
  ['the connection is lost in the middle', 'WRITE', 'drop after', true],
  ['nobody may write there', 'OPEN', 'deny', false],
  ['the rename is refused', 'RENAME', 'deny', false],
] as const)('%s: it has not arrived, and the next try is not disturbed', async (_what, step, fault, retryable) => {
  await using server = await sftpServer(['inbox', 'processed']);
  server.faults[step] = fault;
  await expect(transportTo(server).send(transmission)).rejects.toMatchObject({ retryable, arrived: 'no' });
  expect(await fs.readdir(`${server.root}/inbox`)).not.toContain('S-100001.csv');
  server.faults = {};
  await transportTo(server).send(transmission);
  expect(await fs.readdir(`${server.root}/inbox`)).toEqual(['S-100001.csv']);
});

test('a server that cannot say what it has makes no proof', async () => {
  await using server = await sftpServer(['inbox', 'processed']);
  server.faults.STAT = 'fail';
  expect(await transportTo(server).verify(transmission, doubtSince)).toBe('unknown');
});

test('a missing inbox is for a person', async () => {
  await using server = await sftpServer([]);
  await expect(transportTo(server).send(transmission)).rejects.toMatchObject({ retryable: false, arrived: 'no' });
});

test('a foreign host key or a wrong password is for a person', async () => {
  await using server = await sftpServer(['inbox']);
  const foreign = transportTo(server, { hostKeySha256: foreignKeySha256 });
  await expect(foreign.send(transmission)).rejects.toMatchObject({ retryable: false, arrived: 'no' });
  const intruder = transportTo(server, { password: 'falsch' });
  await expect(intruder.send(transmission)).rejects.toMatchObject({ retryable: false, arrived: 'no' });
  expect(await foreign.verify(transmission, doubtSince)).toBe('unknown');
});

test('a private key that is none is for a person, even when the server is away', async () => {
  const server = await sftpServer(['inbox']);
  await server[Symbol.asyncDispose]();
  const transport = transportTo(server, { privateKey: 'no key' });
  await expect(transport.send(transmission)).rejects.toMatchObject({ retryable: false, arrived: 'no' });
});

test('the host key may be pinned as hex too', async () => {
  await using server = await sftpServer(['inbox']);
  const hostKeySha256 = Buffer.from(server.connection.hostKeySha256, 'base64').toString('hex');
  await transportTo(server, { hostKeySha256 }).send(transmission);
  expect(await fs.readdir(`${server.root}/inbox`)).toEqual(['S-100001.csv']);
});

test('a server that is not there is worth another try', async () => {
  const server = await sftpServer(['inbox']);
  await server[Symbol.asyncDispose]();
  const transport = transportTo(server);
  await expect(transport.send(transmission)).rejects.toMatchObject({ retryable: true, arrived: 'no' });
  expect(await transport.verify(transmission, doubtSince)).toBe('unknown');
});
