import { sqlArray } from '../kernel/batch.ts';
import type { Context } from '../kernel/transact.ts';
import type { Effect } from './effect.entity.ts';

/** So long a claim lasts without a sign of life: whoever finds an older one finds a dead worker's. */
export const leaseMs = 30_000;
const beatMs = 10_000;

/** Effects that this worker has claimed, kept alive while it works on them. */
export interface Claims {
  /** Makes sure, just before an act, that the claim is still ours; `again`: it is acted on a second time, so doubt begins anew. */
  renew(effect: Effect, again: boolean): Promise<boolean>;
  release(): void;
}

/**
 * Keeps claims alive by a beating heart, so that a slow worker is not taken for a dead one. `attempts` is the fencing token: it
 * grows with each claim, so a worker that slept through its lease cannot act on what another has taken over.
 */
export function holdClaims(ctx: Context, claimed: Effect[]): Claims {
  const until = (): Date => new Date(ctx.now().getTime() + leaseMs);
  const em = ctx.em.fork();
  const beat = (): Promise<unknown> =>
    em.execute(
      `update effect set claimed_until = ? from unnest(?::uuid[], ?::int[]) as mine (id, attempts)
        where effect.id = mine.id and effect.attempts = mine.attempts and claimed_until is not null`,
      [until(), sqlArray(claimed.map(({ id }) => id)), `{${claimed.map(({ attempts }) => attempts).join(',')}}`],
    );
  // A beat that fails is no harm: the claim is looked at again before each act.
  const timer = setInterval(() => void beat().catch(() => {}), beatMs).unref();
  return {
    async renew({ id, attempts }, again) {
      const doubt = again ? `, state = 'in_doubt', doubt_since = ?` : '';
      const rows = (await em.execute(
        `update effect set claimed_until = ?${doubt}
          where id = ? and attempts = ? and claimed_until is not null and state in ('sending', 'sent', 'in_doubt') returning id`,
        [until(), ...(again ? [ctx.now()] : []), id, attempts],
      )) as unknown[];
      return rows.length > 0;
    },
    release: () => clearInterval(timer),
  };
}
