import type { CarrierTransport, ReturnFolder } from '@kontor/domain/carriers/carrier-transport.port';
import { httpClient } from '../kit/http-client.ts';
import type { Log } from '../kit/log.ts';
import { pinnedFetch } from '../kit/pinned-fetch.ts';
import { emailTransport, type EmailDeps } from '../transports/email/email-transport.ts';
import { fileTransport } from '../transports/files/file-transport.ts';
import type { Note } from '../transports/files/remote-files.ts';
import { returnFolder } from '../transports/files/return-folder.ts';
import { ftpSession } from '../transports/ftp/ftp-session.ts';
import { httpTransport } from '../transports/http/http-transport.ts';
import { imapMailbox, imapSession } from '../transports/imap/imap-mailbox.ts';
import { sftpSession } from '../transports/sftp/sftp-session.ts';
import type { HandOverConfig, ReturnsConfig } from '@kontor/domain/carriers/carrier-connection';

/** What the transports need of the process. */
export interface CarrierDeps {
  email: EmailDeps;
  log?: Log;
  /** Hears every step, for a protocol that staff read. */
  note?: Note;
}

/** Opens the way to a carrier, null for the own warehouse; keep what it gives, connections are reused. */
export function openCarrierTransport(config: HandOverConfig, deps: CarrierDeps): CarrierTransport | null {
  const { note } = deps;
  switch (config.transport) {
    case 'none':
      return null;
    case 'sftp':
      return fileTransport(config, sftpSession(config, { note }));
    case 'ftp':
    case 'ftps':
      return fileTransport(config, ftpSession(config, config.transport === 'ftps', { note }));
    case 'email':
      return emailTransport(config, { ...deps.email, note });
    case 'http':
      return httpTransport(config, httpClient({ fetch: pinnedFetch(config), log: deps.log, note }));
  }
}

/** Opens the folder a carrier answers in, null when its answers come to us; keep what it gives. */
export function openReturnFolder(config: ReturnsConfig, note?: Note): ReturnFolder | null {
  switch (config.source) {
    case 'sftp':
      return returnFolder(config, sftpSession(config, { note }));
    case 'ftp':
    case 'ftps':
      return returnFolder(config, ftpSession(config, config.source === 'ftps', { note }));
    case 'imap':
      return imapMailbox(config, imapSession(config, { note }));
    default:
      return null;
  }
}
