import { z } from 'zod';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import { type HttpClient, jsonOf } from '../../kit/http-client.ts';
import { hasStatus, type HttpError } from '../../kit/http-error.ts';
import { type TokenBucket, tokenBucket } from '../../kit/token-bucket.ts';
import { lwaToken } from './lwa-token.ts';

/** One seller account on one marketplace. */
export const amazonConnection = z.object({
  endpoint: z.url(),
  tokenUrl: z.url(),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  refreshToken: z.string().min(1),
  marketplaceId: z.string().min(1),
});
export type AmazonConnection = z.output<typeof amazonConnection>;

/** Default usage plans (calls per second, burst) of the official models; the answers tell the account's own rate. */
const usagePlans = {
  searchOrders: { rate: 0.0056, burst: 20 },
  getOrder: { rate: 0.5, burst: 30 },
  confirmShipment: { rate: 2, burst: 10 },
  getReports: { rate: 0.0222, burst: 10 },
  getReport: { rate: 2, burst: 15 },
  getReportDocument: { rate: 0.0167, burst: 15 },
} as const;
export type Operation = keyof typeof usagePlans;

export interface AmazonCall {
  path: string;
  query?: Record<string, string>;
  body?: object;
}

/** Calls an operation within its limit and gives its JSON; a refused access token is replaced once. */
export type AmazonApi = (operation: Operation, call: AmazonCall) => Promise<unknown>;

export function amazonApi(o: {
  connection: AmazonConnection;
  http: HttpClient;
  now: () => Date;
  maxWaitSeconds?: number;
}): AmazonApi {
  const { connection, http, now, maxWaitSeconds } = o;
  const token = lwaToken({ ...connection, http, now });
  const buckets = Object.fromEntries(
    Object.entries(usagePlans).map(([name, plan]) => [name, tokenBucket({ name, ...plan, now, maxWaitSeconds })]),
  ) as Record<Operation, TokenBucket>;

  async function send(bucket: TokenBucket, accessToken: string, call: AmazonCall): Promise<unknown> {
    await bucket.take();
    const answer = await http({
      method: call.body ? 'POST' : 'GET',
      url: urlOf(connection.endpoint, call),
      headers: headersOf(accessToken, call),
      body: call.body && JSON.stringify(call.body),
    });
    adapt(bucket, answer.headers);
    return jsonOf(answer);
  }

  return async (operation, call) => {
    const bucket = buckets[operation];
    const accessToken = await token.current();
    return send(bucket, accessToken, call)
      .catch(async (error: unknown) => {
        if (!hasStatus(error, 401, 403)) throw error;
        return send(bucket, await token.instead(accessToken), call);
      })
      .catch((error: unknown) => {
        throw hasStatus(error, 429) ? throttled(bucket, error) : error;
      });
  };
}

function urlOf(endpoint: string, call: AmazonCall): URL {
  const url = new URL(call.path, endpoint);
  for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value);
  return url;
}

function headersOf(accessToken: string, call: AmazonCall): Record<string, string> {
  return {
    accept: 'application/json',
    'user-agent': 'Kontor/1.0 (Language=TypeScript)',
    'x-amz-access-token': accessToken,
    ...(call.body && { 'content-type': 'application/json' }),
  };
}

function adapt(bucket: TokenBucket, headers: Headers): void {
  const rate = Number(headers.get('x-amzn-ratelimit-limit'));
  if (rate > 0) bucket.adapt(rate);
}

/** Amazon sends no Retry-After: the next token is due when our own bucket has one. */
function throttled(bucket: TokenBucket, error: HttpError): ConnectorError {
  adapt(bucket, error.headers);
  bucket.empty();
  const retryAfter = error.retryAfter ?? Math.ceil(bucket.wait());
  return new ConnectorError(error.message, { retryable: true, arrived: 'no', retryAfter, cause: error });
}
