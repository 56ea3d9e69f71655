import { handOverConfig } from '@kontor/domain/carriers/carrier-connection';
import { openCarrierTransport } from '../../carriers/open-carrier.ts';
import { installed, proftpd, sshd } from '../debian-servers.testing.ts';
import { ftpServer } from '../ftp/ftp-server.testing.ts';
import { sftpServer } from '../sftp/sftp-server.testing.ts';

export interface Server {
  root: string;
  connection: object;
  [Symbol.asyncDispose](): Promise<void>;
}
export type Kind = 'ftp' | 'ftps' | 'sftp';
const folders = ['inbox', 'taken', 'outbox'];

/** Every file server this machine has: ours for faults everywhere, Debian's where they are installed. */
export const servers: [string, Kind, () => Promise<Server>][] = [
  ['our FTP server', 'ftp', () => ftpServer(folders)],
  ['our FTP server with TLS', 'ftps', () => ftpServer(folders, { tlsRequired: true })],
  ['ssh2', 'sftp', () => sftpServer(folders)],
  ...(installed.proftpd
    ? ([
        ['proftpd', 'ftp', () => proftpd(folders, { tls: false })],
        ['proftpd with TLS', 'ftps', () => proftpd(folders, { tls: true })],
      ] as [string, Kind, () => Promise<Server>][])
    : []),
  ...(installed.sshd
    ? ([['OpenSSH sshd', 'sftp', () => sshd(folders)]] as [string, Kind, () => Promise<Server>][])
    : []),
];

/** OpenSSH shows the whole machine, the others a folder as root. */
export const baseOf = (name: string, { root }: Server): string =>
  name === 'OpenSSH sshd' || (name.startsWith('proftpd') && process.getuid?.() !== 0) ? root : '';

/** The transport to one of them, into its inbox. */
export function transportOf(
  name: string,
  kind: Kind,
  server: Server,
  more: object = {},
  note?: (step: string) => void,
) {
  const base = baseOf(name, server);
  const config = { transport: kind, ...server.connection, inbox: `${base}/inbox`, archive: `${base}/taken`, ...more };
  return openCarrierTransport(handOverConfig.parse(config), { email: {} as never, ...(note ? { note } : {}) })!;
}
