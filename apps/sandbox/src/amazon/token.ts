import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import { hour } from '../settings.ts';
import type { World } from '../world.ts';

const lifeMs = hour;
/** What an application may do without a seller. */
const grantlessScope = 'sellingpartnerapi::notifications';

/** The account's credentials, made once per world. */
export const credentials = ({ state }: World) => ({
  clientId: state.remembered('lwa-client-id', () => `amzn1.application-oa2-client.${randomBytes(16).toString('hex')}`),
  clientSecret: state.remembered('lwa-client-secret', () => `amzn1.oa2-cs.v1.${randomBytes(32).toString('hex')}`),
  refreshToken: state.remembered('lwa-refresh-token', () => `Atzr|${randomBytes(48).toString('base64url')}`),
});

/** Login with Amazon: hands out access tokens that expire. */
export class Tokens {
  readonly #world: World;
  readonly #issued = new Map<string, number>();
  readonly #grantless = new Set<string>();

  constructor(world: World) {
    this.#world = world;
  }

  answer(request: Request, response: Response): void {
    const {
      grant_type: grant,
      refresh_token: refresh,
      client_id: id,
      client_secret: secret,
      scope,
    } = (request.body ?? {}) as Record<string, string>;
    const known = credentials(this.#world);
    const refuse = (status: number, error: string, description: string): void =>
      void response.status(status).json({ error, error_description: description });
    if (grant !== 'refresh_token' && grant !== 'client_credentials')
      return refuse(400, 'unsupported_grant_type', 'The authorization grant type is not supported');
    if (id !== known.clientId || secret !== known.clientSecret)
      return refuse(401, 'invalid_client', 'Client authentication failed');
    const isGrantless = grant === 'client_credentials';
    if (isGrantless && scope !== grantlessScope) return refuse(400, 'invalid_scope', 'The scope is not known');
    if (!isGrantless && refresh !== known.refreshToken)
      return refuse(400, 'invalid_grant', 'The request has an invalid grant parameter : refresh_token');
    const token = `Atza|${randomBytes(48).toString('base64url')}`;
    const realMs = this.#world.real(lifeMs);
    this.#issued.set(token, Date.now() + realMs);
    if (isGrantless) this.#grantless.add(token);
    response.json({
      access_token: token,
      token_type: 'bearer',
      expires_in: Math.max(1, Math.floor(realMs / 1_000)),
      ...(isGrantless ? {} : { refresh_token: known.refreshToken }),
    });
  }

  /** A token that stands for the application alone. */
  isGrantless(token: string | undefined): boolean {
    return token !== undefined && this.#grantless.has(token);
  }

  /** Is the token known and alive? */
  check(token: string | undefined): 'ok' | 'missing' | 'invalid' | 'expired' {
    if (!token) return 'missing';
    const until = this.#issued.get(token);
    if (until === undefined) return 'invalid';
    return until > Date.now() ? 'ok' : 'expired';
  }
}
