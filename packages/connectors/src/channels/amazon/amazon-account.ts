import type { z } from 'zod';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import type { HttpClient } from '../../kit/http-client.ts';
import type { Log } from '../../kit/log.ts';
import type { AmazonApi } from './amazon-api.ts';
import type { AmazonConnection } from './amazon-connection.ts';
import type { DatasetReader } from './datasets.ts';

/** What every act at Amazon needs: one account, open. */
export interface Amazon {
  call: AmazonApi['call'];
  turn: AmazonApi['turn'];
  /** For addresses that Amazon hands out; they need no access token. */
  http: HttpClient;
  datasets: DatasetReader;
  connection: AmazonConnection;
  now: () => Date;
  log: Log;
}

/** Parses an answer of Amazon's; an unreadable one is a gateway's page or an outage, so it is worth another try. */
export function read<S extends z.ZodType>(schema: S, answer: unknown, what: string): z.output<S> {
  const parsed = schema.safeParse(answer);
  if (!parsed.success) throw new ConnectorError(`Amazon: unreadable ${what}`, { retryable: true });
  return parsed.data;
}

/** The marketplace of an order; the account's first one for orders that came without. */
export const marketplaceOf = ({ connection }: Amazon, marketplace: string | null): string =>
  marketplace ?? connection.marketplaceIds[0]!;
