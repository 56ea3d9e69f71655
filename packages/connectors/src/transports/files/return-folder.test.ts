import fs from 'node:fs/promises';
import { expect, test } from 'vitest';
import { sftpConnection } from '@kontor/domain/carriers/carrier-connection';
import { sftpSession } from '../sftp/sftp-session.ts';

import { returnFolder } from './return-folder.ts';
import { sftpServer, type SftpTestServer } from '../sftp/sftp-server.testing.ts';

const folderOn = (server: SftpTestServer, settleMs = 10) =>
  returnFolder(
    { folder: '/outbox', done: '/outbox/done', settleMs },
    sftpSession(sftpConnection.parse(server.connection)),
  );

test('finished messages are collected by name, the rest is left alone', async () => {
  await using server = await sftpServer(['outbox/done']);
  for (const name of ['S-2-1.csv', 'S-1-1.csv', 'S-3-1.csv.tmp', 'S-4.part', '.hidden']) {
    await fs.writeFile(`${server.root}/outbox/${name}`, `content of ${name}`);
  }
  const files = await folderOn(server).collect();
  expect(files.map((file) => [file.name, Buffer.from(file.bytes!).toString()])).toEqual([
    ['S-1-1.csv', 'content of S-1-1.csv'],
    ['S-2-1.csv', 'content of S-2-1.csv'],
  ]);
});

test('an empty folder is quickly looked through', async () => {
  await using server = await sftpServer(['outbox']);
  expect(await folderOn(server, 60_000).collect()).toEqual([]);
});

test('a file that still grows is left for the next time', async () => {
  await using server = await sftpServer(['outbox']);
  const file = `${server.root}/outbox/S-1-1.csv`;
  await fs.writeFile(file, 'half');
  let isDone = false;
  const growing = (async () => {
    while (!isDone) await fs.appendFile(file, ' and more');
  })();
  const files = await folderOn(server, 100).collect();
  isDone = true;
  await growing;
  expect(files).toEqual([]);
  expect(await folderOn(server).collect()).toHaveLength(1);
});

test('a forgotten message lies in the done folder and is not collected again', async () => {
  await using server = await sftpServer(['outbox']);
  await fs.writeFile(`${server.root}/outbox/S-1-1.csv`, 'one');
  const folder = folderOn(server);
  for (const file of await folder.collect()) {
    await file.forget();
    await file.forget();
  }
  expect(await folder.collect()).toEqual([]);
  expect(await fs.readdir(`${server.root}/outbox/done`)).toEqual(['S-1-1.csv']);
});

test('a second message of the same name is kept beside the first', async () => {
  await using server = await sftpServer(['outbox/done']);
  await fs.writeFile(`${server.root}/outbox/done/S-1-1.csv`, 'first');
  await fs.writeFile(`${server.root}/outbox/S-1-1.csv`, 'second');
  for (const file of await folderOn(server).collect()) await file.forget();
  const names = await fs.readdir(`${server.root}/outbox/done`);
  const contents = await Promise.all(names.map((name) => fs.readFile(`${server.root}/outbox/done/${name}`, 'utf8')));
  expect(contents.toSorted()).toEqual(['first', 'second']);
});

test('a server that is not there is worth another try', async () => {
  const server = await sftpServer([]);
  await server[Symbol.asyncDispose]();
  await expect(folderOn(server).collect()).rejects.toMatchObject({ name: 'ConnectorError', retryable: true });
});

test('the connection is closed when nobody needs it', async () => {
  await using server = await sftpServer(['outbox']);
  const session = sftpSession(sftpConnection.parse(server.connection), { idleMs: 10 });
  await session.run((files) => files.list('/outbox'));
  await expect.poll(() => server.open()).toBe(0);
  await session.run((files) => files.list('/outbox'));
  expect(server.connections).toBe(2);
});

test('a server that answers no more does not block the queue', async () => {
  await using server = await sftpServer(['outbox']);
  const session = sftpSession(sftpConnection.parse(server.connection), { runMs: 300 });
  const stuck = session.run(() => new Promise(() => {}));
  const next = session.run((files) => files.list('/outbox'));
  await expect(stuck).rejects.toMatchObject({ retryable: true, arrived: 'unknown' });
  expect(await next).toEqual([]);
});
