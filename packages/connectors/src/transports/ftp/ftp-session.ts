import { isIP } from 'node:net';
import { Client } from 'basic-ftp';
import type { FtpConnection } from '@kontor/domain/carriers/carrier-connection';
import { networkTarget } from '../../kit/network-target.ts';
import { lendConnection, type OpenLine, type Session } from '../files/lend-connection.ts';
import { notedFiles, type Note, type RemoteFiles } from '../files/remote-files.ts';
import { ftpConnectFailure } from './ftp-failure.ts';
import { ftpFiles } from './ftp-files.ts';

/** `secure`: FTPS, both connections encrypted and the certificate verified; otherwise plain FTP. */
export const ftpSession = (
  connection: FtpConnection,
  secure: boolean,
  o: { idleMs?: number; runMs?: number; note?: Note } = {},
): Session<RemoteFiles> => lendConnection((onLost) => connect(connection, secure, onLost, o.note), o);

async function connect(
  connection: FtpConnection,
  secure: boolean,
  onLost: () => void,
  note?: Note,
): Promise<OpenLine<RemoteFiles>> {
  const { host, username, password, ca, implicitTls, allowPrivate } = connection;
  const isImplicit = secure && implicitTls;
  const address = await networkTarget(host, { allowPrivate });
  // the server must not send us to a third party
  const client = new Client(15_000, { allowSeparateTransferHost: false });
  hearRefusals(client);
  try {
    await client.access({
      host: address,
      port: connection.port ?? (isImplicit ? 990 : 21),
      user: username,
      password,
      secure: isImplicit ? 'implicit' : secure,
      secureOptions: { host, ...(isIP(host) ? {} : { servername: host }), ...(ca ? { ca } : {}) },
    });
    client.ftp.socket.once('close', onLost);
    note?.(
      `${secure ? 'ftps' : 'ftp'} ${host} (${address}): ${secure ? 'certificate verified, ' : ''}signed in as ${username}`,
    );
    const files = ftpFiles(client);
    return { line: note ? notedFiles(files, note) : files, close: () => client.close() };
  } catch (error) {
    client.close();
    throw ftpConnectFailure(host, error);
  }
}

const refusalMs = 2_000;

/** A server that refuses a file often resets the data connection before it says so: what it says counts, so it is waited for. */
function hearRefusals({ ftp }: Client): void {
  const close = ftp.closeWithError.bind(ftp);
  ftp.closeWithError = (error) => {
    const data = ftp.dataSocket;
    if (!data || !/(ECONNRESET|EPIPE|transmission error).*\(data socket\)$/.test(error.message)) return close(error);
    setTimeout(() => {
      if (ftp.dataSocket === data) close(error);
    }, refusalMs);
  };
}
