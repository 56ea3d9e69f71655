import fs from 'node:fs/promises';
import { expect, test } from 'vitest';
import { handOverConfig } from '@kontor/domain/carriers/carrier-connection';
import { openCarrierTransport } from '../../carriers/open-carrier.ts';
import { aTransmission } from '../transmission.testing.ts';
import { ftpServer, type FtpFault, type FtpTestServer } from './ftp-server.testing.ts';

const transportTo = (server: FtpTestServer, transport = 'ftp') =>
  openCarrierTransport(
    handOverConfig.parse({ transport, ...server.connection, inbox: '/inbox', archive: '/taken' }),
    {} as never,
  )!;

test.each<[string, string, FtpFault, object]>([
  ['the disk is full', 'STOR', { answer: '552 disk full' }, { retryable: true, arrived: 'no' }],
  ['the upload is refused', 'STOR', { answer: '553 not this name' }, { retryable: false, arrived: 'no' }],
  ['the server dies before the upload', 'STOR', 'die', { retryable: true, arrived: 'no' }],
  ['the server dies in the middle of the upload', 'STOR', 'die in the middle', { retryable: true, arrived: 'no' }],
  ['the rename is refused', 'RNTO', { answer: '553 no rename' }, { retryable: false, arrived: 'no' }],
  ['the server dies in the rename', 'RNTO', 'die', { retryable: true, arrived: 'unknown' }],
  ['the server is closed for maintenance', 'USER', { answer: '421 come again' }, { retryable: true, arrived: 'no' }],
])('%s', async (_name, command, fault, outcome) => {
  await using server = await ftpServer(['inbox', 'taken']);
  server.faults[command] = fault;
  await expect(transportTo(server).send(aTransmission())).rejects.toMatchObject({ name: 'ConnectorError', ...outcome });
  expect(await fs.readdir(`${server.root}/inbox`)).not.toContain('S-100001.csv');
  server.faults = {};
  // what the failed try left does no harm to the next
  const transport = transportTo(server);
  expect(await transport.verify(aTransmission(), new Date())).toBe('absent');
  await transport.send(aTransmission());
  expect(await fs.readdir(`${server.root}/inbox`)).toEqual(['S-100001.csv']);
});

test('a rename whose answer was lost has arrived, reading back says', async () => {
  await using server = await ftpServer(['inbox', 'taken']);
  server.faults.RNTO = 'die after';
  const transport = transportTo(server);
  await expect(transport.send(aTransmission())).rejects.toMatchObject({ arrived: 'unknown' });
  expect(await transport.verify(aTransmission(), new Date())).toBe('arrived');
});

test('a server that cannot say what it has makes no proof', async () => {
  await using server = await ftpServer(['inbox', 'taken']);
  server.faults.SIZE = { answer: '550 not now' };
  server.faults.MLSD = server.faults.LIST = { answer: '550 not now' };
  expect(await transportTo(server).verify(aTransmission(), new Date())).toBe('unknown');
});

test('SIZE is refused but the listing knows', async () => {
  await using server = await ftpServer(['inbox', 'taken']);
  server.faults.SIZE = { answer: '502 unknown' };
  const transport = transportTo(server);
  await transport.send(aTransmission());
  expect(await transport.verify(aTransmission(), new Date())).toBe('arrived');
});

test('a password never goes over a line that should be encrypted and is not', async () => {
  await using server = await ftpServer(['inbox']);
  server.faults.AUTH = { answer: '502 no TLS here' };
  await expect(transportTo(server, 'ftps').send(aTransmission())).rejects.toMatchObject({
    retryable: false,
    arrived: 'no',
  });
});

test('many hand-overs share one connection', async () => {
  await using server = await ftpServer(['inbox']);
  const transport = transportTo(server);
  const names = Array.from({ length: 20 }, (_, n) => `S-1000${10 + n}.csv`);
  await Promise.all(names.map((name) => transport.send(aTransmission({ name }))));
  expect((await fs.readdir(`${server.root}/inbox`)).toSorted()).toEqual(names);
  expect(server.connections).toBe(1);
});
