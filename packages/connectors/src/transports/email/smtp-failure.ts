import { ConnectorError } from '@kontor/domain/kernel/connector-error';

/** What nodemailer tells of a failed mail. */
export interface SmtpProblem {
  code?: string;
  command?: string;
  responseCode?: number;
  syscall?: string;
}

/** Failures before the server can have had the mail. */
const beforeMail = new Set(['EDNS', 'ETLS', 'EAUTH', 'EPROXY', 'ESTREAM']);

/**
 * A mail that was not accepted: 5xx is final, 4xx worth another try, and without an answer it may have arrived.
 * Only codes are repeated and no cause is kept: a server's text may hold the address.
 */
export function smtpFailure(problem: SmtpProblem): ConnectorError {
  const { code, command, responseCode, syscall } = problem;
  const label = `smtp ${[command, code, responseCode].filter(Boolean).join(' ')}`;
  if (responseCode) return new ConnectorError(label, { retryable: responseCode < 500, arrived: 'no' });
  const notSent = beforeMail.has(code ?? '') || syscall === 'connect' || syscall === 'getaddrinfo';
  return new ConnectorError(label, { retryable: true, arrived: notSent ? 'no' : 'unknown' });
}
