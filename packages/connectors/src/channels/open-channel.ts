import type { SalesChannel } from '@kontor/domain/channels/sales-channel.port';
import type { Log } from '../kit/log.ts';
import { amazonConnection } from './amazon/amazon-api.ts';
import { amazonChannel } from './amazon/amazon.channel.ts';

/** Opens a sales channel account; keep what it gives, limits are counted inside. Throws on an unknown kind or a faulty connection. */
export function openChannel(o: {
  kind: string;
  connection: unknown;
  fetch?: typeof fetch;
  now?: () => Date;
  log?: Log;
}): SalesChannel {
  const { kind, connection, ...deps } = o;
  if (kind !== 'amazon') throw new Error(`no connector for sales channels of kind '${kind}'`);
  return amazonChannel({ ...deps, connection: amazonConnection.parse(connection) });
}
