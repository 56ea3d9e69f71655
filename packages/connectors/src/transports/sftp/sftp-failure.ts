import { ConnectorError } from '@kontor/domain/kernel/connector-error';

/** Status codes of the SFTP protocol that say no while the connection is fine. */
const statuses: Record<string, string> = {
  2: 'no such file',
  3: 'permission denied',
  4: 'failure',
  5: 'bad message',
  8: 'operation unsupported',
  ENOENT: 'no such file',
  EACCES: 'permission denied',
};

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '');

/** The server answered: it refused this one step. */
export const isAnswered = (error: unknown): boolean => codeOf(error) in statuses;

/** A failed step as ConnectorError; `ifLost` says whether it may have been done when the connection broke in it. */
export function sftpFailure(step: string, error: unknown, ifLost: 'no' | 'unknown'): ConnectorError {
  if (error instanceof ConnectorError) return error;
  const status = statuses[codeOf(error)];
  if (!status)
    return new ConnectorError(`sftp ${step}: connection lost`, { retryable: true, arrived: ifLost, cause: error });
  return new ConnectorError(`sftp ${step}: ${status}`, {
    retryable: status === 'failure',
    arrived: 'no',
    cause: error,
  });
}

/** A connection that did not come about: a wrong password or host key is for a person to settle; `shown` is the key the server has. */
export function connectFailure(host: string, error: unknown, shown = ''): ConnectorError {
  if (error instanceof ConnectorError) return error;
  const message = error instanceof Error ? error.message : '';
  const refused = /authentication methods failed|verification failed|host denied|handshake failed|privateKey/i.exec(
    message,
  )?.[0];
  const reason = refused ? message.replace(/^\w+: /, '') : codeOf(error) || 'no connection';
  const key = /verification failed|host denied/i.test(reason) && shown ? ` (the server shows ${shown})` : '';
  return new ConnectorError(`sftp ${host}: ${reason}${key}`, { retryable: !refused, arrived: 'no', cause: error });
}
