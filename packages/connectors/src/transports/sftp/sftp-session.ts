import { connect as connectSocket } from 'node:net';
import SftpClient from 'ssh2-sftp-client';
import type { SftpConnection } from '@kontor/domain/carriers/carrier-connection';
import { networkTarget } from '../../kit/network-target.ts';
import { lendConnection, type OpenLine, type Session } from '../files/lend-connection.ts';
import { notedFiles, type Note, type RemoteFiles } from '../files/remote-files.ts';
import { fingerprintOf, isPinnedKey } from './host-key.ts';
import { connectFailure } from './sftp-failure.ts';
import { sftpFiles } from './sftp-files.ts';

export const sftpSession = (
  connection: SftpConnection,
  o: { idleMs?: number; runMs?: number; note?: Note } = {},
): Session<RemoteFiles> => lendConnection((onLost) => connect(connection, onLost, o.note), o);

async function connect(connection: SftpConnection, lost: () => void, note?: Note): Promise<OpenLine<RemoteFiles>> {
  const { hostKeySha256, allowPrivate, host, ...access } = connection;
  const address = await networkTarget(host, { allowPrivate });
  const client = new SftpClient('kontor', { error: lost, end: lost, close: lost });
  // the protocol talks in small packets: Nagle's delay would cost 40 ms for each
  const sock = connectSocket({ host: address, port: access.port, noDelay: true });
  // before the library listens, and after it gave up, nobody else would
  sock.on('error', lost);
  let shown = '';
  try {
    const raw = await client.connect({
      ...access,
      host,
      sock,
      hostVerifier: (key: Buffer) => {
        shown = fingerprintOf(key);
        return isPinnedKey(key, hostKeySha256);
      },
      readyTimeout: 15_000,
      keepaliveInterval: 5000,
      keepaliveCountMax: 3,
    });
    note?.(`sftp ${host} (${address}): host key ${shown} as pinned, signed in as ${access.username}`);
    const files = sftpFiles(client, raw);
    return { line: note ? notedFiles(files, note) : files, close: () => void client.end().catch(() => {}) };
  } catch (error) {
    client.end().catch(() => {});
    sock.destroy();
    throw connectFailure(host, error, shown);
  }
}
