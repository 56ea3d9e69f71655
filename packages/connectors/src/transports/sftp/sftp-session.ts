import { connect as connectSocket } from 'node:net';
import SftpClient from 'ssh2-sftp-client';
import { z } from 'zod';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import { isPinnedKey } from './host-key.ts';
import { type RemoteFiles, remoteFiles } from './remote-files.ts';
import { connectFailure } from './sftp-failure.ts';

/** How to reach a partner's SFTP server; `hostKeySha256` pins its key (hex or base64). */
export const sftpConnection = z.object({
  host: z.string().min(1),
  port: z.number().int().positive().default(22),
  username: z.string().min(1),
  password: z.string().optional(),
  privateKey: z.string().optional(),
  hostKeySha256: z.string().min(1),
});
export type SftpConnection = z.output<typeof sftpConnection>;

/** Lends out one connection: work runs one after the other on it, and it is closed when nobody needs it for a while. */
export interface SftpSession {
  run<T>(work: (files: RemoteFiles) => Promise<T>): Promise<T>;
}

export function sftpSession(connection: SftpConnection, o: { idleMs?: number; runMs?: number } = {}): SftpSession {
  const { idleMs = 5000, runMs = 60_000 } = o;
  let open: { client: SftpClient; files: RemoteFiles } | undefined;
  let idle: NodeJS.Timeout | undefined;
  let tail: Promise<unknown> = Promise.resolve();

  function close(): void {
    const { client } = open ?? {};
    open = undefined;
    client?.end().catch(() => {});
  }

  async function connected(): Promise<RemoteFiles> {
    if (!open) open = await connect(connection, (client) => open?.client === client && (open = undefined));
    return open.files;
  }

  async function runNow<T>(work: (files: RemoteFiles) => Promise<T>): Promise<T> {
    clearTimeout(idle);
    try {
      return await within(runMs, work(await connected()));
    } catch (error) {
      // a connection that failed once is not trusted with the next work
      if (!(error instanceof ConnectorError) || error.retryable) close();
      throw error;
    } finally {
      idle = setTimeout(close, idleMs).unref();
    }
  }

  return {
    run(work) {
      const result = tail.then(() => runNow(work));
      tail = result.catch(() => {});
      return result;
    },
  };
}

async function connect(connection: SftpConnection, onLost: (client: SftpClient) => void) {
  const { hostKeySha256, ...access } = connection;
  const lost = (): void => onLost(client);
  const client = new SftpClient('kontor', { error: lost, end: lost, close: lost });
  // the protocol talks in small packets: Nagle's delay would cost 40 ms for each
  const sock = connectSocket({ host: access.host, port: access.port, noDelay: true });
  // before the library listens, and after it gave up, nobody else would
  sock.on('error', lost);
  try {
    const raw = await client.connect({
      ...access,
      sock,
      hostVerifier: (key: Buffer) => isPinnedKey(key, hostKeySha256),
      readyTimeout: 15_000,
      keepaliveInterval: 5000,
      keepaliveCountMax: 3,
    });
    return { client, files: remoteFiles(client, raw) };
  } catch (error) {
    client.end().catch(() => {});
    sock.destroy();
    throw connectFailure(connection.host, error);
  }
}

/** A server that keeps the connection but answers no more must not block the queue for ever. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new ConnectorError('sftp: no answer in time', { retryable: true, arrived: 'unknown' }));
  }, ms);
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
