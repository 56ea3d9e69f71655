import type { CallLimits } from '@kontor/domain/channels/call-limits.port';
import type { SalesChannel } from '@kontor/domain/channels/sales-channel.port';
import type { Log } from '../kit/log.ts';
import { amazonConnection } from './amazon/amazon-connection.ts';
import { amazonChannel } from './amazon/amazon.channel.ts';

/** Opens a sales channel account; keep what it gives. Throws on an unknown kind or a faulty connection. */
export function openChannel(o: {
  kind: string;
  connection: unknown;
  /** Shared by every process that calls; counted in this one alone when missing. */
  limits?: CallLimits;
  fetch?: typeof fetch;
  now?: () => Date;
  log?: Log;
  sleep?: (ms: number) => Promise<unknown>;
}): SalesChannel {
  const { kind, connection, ...parts } = o;
  if (kind !== 'amazon') throw new Error(`no connector for sales channels of kind '${kind}'`);
  return amazonChannel({ ...parts, connection: amazonConnection.parse(connection) });
}
