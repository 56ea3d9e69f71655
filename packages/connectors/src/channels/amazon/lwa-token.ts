import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import { type HttpClient, jsonOf } from '../../kit/http-client.ts';
import { hasStatus } from '../../kit/http-error.ts';
import { lwaAnswer } from './amazon.wire.ts';

interface LwaToken {
  /** A token that is still good, asked for once however many callers wait. */
  current(): Promise<string>;
  /** A token other than the one Amazon has just refused. */
  instead(refused: string): Promise<string>;
}

/** What a person has to do when Amazon refuses the credentials. */
const remedies: Record<string, string> = {
  invalid_grant: 'authorise the application again in Seller Central and enter its new refresh token',
  invalid_client: 'check client id and client secret (Amazon has the secret rotated every 180 days)',
  unauthorized_client: 'the refresh token belongs to another application; authorise this one',
};

/** Login with Amazon: turns the refresh token into access tokens and renews them when a tenth of their life (at most a minute) is left. */
export function lwaToken(o: {
  http: HttpClient;
  now: () => Date;
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
  refreshToken: string;
}): LwaToken {
  let held: { token: string; goodUntil: number } | undefined;
  let asking: Promise<string> | undefined;

  async function ask(): Promise<string> {
    const answer = await o
      .http({
        method: 'POST',
        url: new URL(o.tokenUrl),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({
          grant_type: 'refresh_token',
          refresh_token: o.refreshToken,
          client_id: o.clientId,
          client_secret: o.clientSecret,
        }).toString(),
      })
      .catch(explain);
    const read = lwaAnswer.safeParse(jsonOf(answer));
    if (!read.success) throw new ConnectorError('Login with Amazon: unreadable answer', { retryable: true });
    const { access_token: token, expires_in: life } = read.data;
    held = { token, goodUntil: o.now().getTime() + (life - Math.min(60, life / 10)) * 1000 };
    return token;
  }
  const renew = (): Promise<string> => (asking ??= ask().finally(() => (asking = undefined)));

  return {
    current: async () => (held && held.goodUntil > o.now().getTime() ? held.token : renew()),
    instead: async (refused) => (held && held.token !== refused ? held.token : renew()),
  };
}

/** Refused credentials stay refused: says what to do. Never in the message: the answer's text. */
function explain(error: unknown): never {
  const word = hasStatus(error, 400, 401) && (error.body as { error?: unknown } | undefined)?.error;
  const remedy = typeof word === 'string' && remedies[word];
  if (!remedy) throw error;
  throw new ConnectorError(`Login with Amazon: ${word}: ${remedy}`, { retryable: false, cause: error });
}
