import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import { hour } from '../settings.ts';
import type { World } from '../world.ts';
import { accounts, type Account } from './accounts.ts';

const lifeMs = hour;
/** What an application may do without a seller. */
const grantlessScope = 'sellingpartnerapi::notifications';

const remembered = ({ state }: World, key: string, prefix: string, bytes: number): string =>
  state.remembered(key, () => `${prefix}${randomBytes(bytes).toString('base64url')}`);

/** The application's credentials and a seller's permission for it, made once per world. */
export const credentials = (world: World, { sellerId }: Account = accounts[0]) => ({
  clientId: remembered(world, 'lwa-client-id', 'amzn1.application-oa2-client.', 16),
  clientSecret: remembered(world, 'lwa-client-secret', 'amzn1.oa2-cs.v1.', 32),
  refreshToken: remembered(
    world,
    sellerId === accounts[0].sellerId ? 'lwa-refresh-token' : `lwa-refresh-token:${sellerId}`,
    'Atzr|',
    48,
  ),
});

type Holder = Account | 'application';
type Refusal = [status: number, error: string, description: string];

/** Login with Amazon: hands out access tokens that expire, each for one seller or for the application alone. */
export class Tokens {
  readonly #world: World;
  readonly #issued = new Map<string, { until: number; holder: Holder }>();

  constructor(world: World) {
    this.#world = world;
  }

  answer(request: Request, response: Response): void {
    const given = (request.body ?? {}) as Record<string, string>;
    const holder = this.#holderOf(given);
    if (Array.isArray(holder)) {
      const [status, error, description] = holder;
      return void response.status(status).json({ error, error_description: description });
    }
    const token = `Atza|${randomBytes(48).toString('base64url')}`;
    const realMs = this.#world.real(lifeMs);
    this.#issued.set(token, { until: Date.now() + realMs, holder });
    response.json({
      access_token: token,
      token_type: 'bearer',
      expires_in: Math.max(1, Math.floor(realMs / 1_000)),
      ...(holder === 'application' ? {} : { refresh_token: given.refresh_token }),
    });
  }

  /** For whom an access token stands, or what is wrong with it. */
  holder(token: string | undefined): Holder | 'missing' | 'invalid' | 'expired' {
    if (this.#world.faults.take('tokensExpired')) for (const issued of this.#issued.values()) issued.until = 0;
    if (!token) return 'missing';
    const issued = this.#issued.get(token);
    if (!issued) return 'invalid';
    return issued.until > Date.now() ? issued.holder : 'expired';
  }

  #holderOf({
    grant_type: grant,
    refresh_token: refresh,
    client_id: id,
    client_secret: secret,
    scope,
  }: Record<string, string>): Holder | Refusal {
    const { faults } = this.#world;
    if (faults.take('tokenUnavailable')) return [503, 'server_error', 'The service is not available'];
    if (grant !== 'refresh_token' && grant !== 'client_credentials')
      return [400, 'unsupported_grant_type', 'The authorization grant type is not supported'];
    const known = credentials(this.#world);
    if (id !== known.clientId || secret !== known.clientSecret)
      return [401, 'invalid_client', 'Client authentication failed'];
    if (grant === 'client_credentials')
      return scope === grantlessScope ? 'application' : [400, 'invalid_scope', 'The scope is not known'];
    const seller = accounts.find((account) => credentials(this.#world, account).refreshToken === refresh);
    if (!seller || faults.take('tokenRefused'))
      return [400, 'invalid_grant', 'The request has an invalid grant parameter : refresh_token'];
    return seller;
  }
}
