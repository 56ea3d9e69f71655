import type { CarrierTransport, ReturnFolder } from '@kontor/domain/carriers/carrier-transport.port';
import { httpClient } from '../kit/http-client.ts';
import type { Log } from '../kit/log.ts';
import { emailTransport, type EmailDeps } from '../transports/email/email-transport.ts';
import { httpTransport } from '../transports/http/http-transport.ts';
import { sftpFolder } from '../transports/sftp/sftp-folder.ts';
import { sftpSession } from '../transports/sftp/sftp-session.ts';
import { sftpTransport } from '../transports/sftp/sftp-transport.ts';
import type { HandOverConfig, ReturnsConfig } from './carrier-connection.ts';

/** What the transports need of the process. */
export interface CarrierDeps {
  email: EmailDeps;
  fetch?: typeof fetch;
  log?: Log;
}

/** Opens the way to a carrier, null for the own warehouse; keep what it gives, connections are reused. */
export function openCarrierTransport(config: HandOverConfig, deps: CarrierDeps): CarrierTransport | null {
  switch (config.transport) {
    case 'none':
      return null;
    case 'sftp':
      return sftpTransport(config, sftpSession(config));
    case 'email':
      return emailTransport(config, deps.email);
    case 'http':
      return httpTransport(config, httpClient({ fetch: deps.fetch, log: deps.log }));
  }
}

/** Opens the folder a carrier answers in, null when its answers come to us; keep what it gives. */
export function openReturnFolder(config: ReturnsConfig): ReturnFolder | null {
  return config.source === 'sftp' ? sftpFolder(config, sftpSession(config)) : null;
}
