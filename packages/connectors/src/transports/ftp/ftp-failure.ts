import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import { FTPError } from 'basic-ftp';
import { failureCode } from '../../kit/http-error.ts';

/** 552 says that the disk is full: somebody may make room. */
const mayPass = (code: number): boolean => code < 500 || code === 552;

/** A failed step as ConnectorError; `ifLost` says whether it may have been done when the connection broke in it. Only codes are repeated. */
export function ftpFailure(step: string, error: unknown, ifLost: 'no' | 'unknown'): ConnectorError {
  if (error instanceof ConnectorError) return error;
  if (error instanceof FTPError && error.code !== 421 && error.code !== 426)
    return new ConnectorError(`ftp ${step}: ${error.code}`, {
      retryable: mayPass(error.code),
      arrived: 'no',
      cause: error,
    });
  return new ConnectorError(`ftp ${step}: connection lost`, { retryable: true, arrived: ifLost, cause: error });
}

/** A connection that did not come about: a wrong password or certificate is for a person to settle. */
export function ftpConnectFailure(host: string, error: unknown): ConnectorError {
  if (error instanceof FTPError)
    return new ConnectorError(`ftp ${host}: ${error.code}`, {
      retryable: mayPass(error.code),
      arrived: 'no',
      cause: error,
    });
  const code = failureCode(error);
  const isCertificate = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME|ERR_SSL|ERR_TLS/.test(code);
  return new ConnectorError(`ftp ${host}: ${code}`, { retryable: !isCertificate, arrived: 'no', cause: error });
}
