import { gunzipSync } from 'node:zlib';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import type { Amazon } from './amazon-account.ts';

const largest = 256 * 1024 * 1024;

/** The bytes behind an address that Amazon handed out, unpacked. Such an address lives five minutes, so any failure is worth a new one. */
export async function fetchDocument({ http }: Amazon, url: string): Promise<Uint8Array> {
  const { bytes } = await http({ url: new URL(url) }).catch(askAgain);
  return isGzip(bytes) ? gunzipSync(bytes, { maxOutputLength: largest }) : bytes;
}

/** A refused address is replaced by asking for a new one. */
export function askAgain(error: unknown): never {
  if (!(error instanceof ConnectorError) || error.retryable) throw error;
  throw new ConnectorError(error.message, { retryable: true, arrived: 'no', cause: error });
}

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;
