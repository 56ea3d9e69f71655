import { LockMode } from '@mikro-orm/core';
import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context } from '../kernel/transact.ts';
import { closeTickets } from '../tickets/close-ticket.ts';
import { Effect } from './effect.entity.ts';
import type { EffectRetried } from './effect.events.ts';
import { performEffects } from './effects.jobs.ts';
import { effectCause } from './perform-effects.ts';

/** Tries a failed effect again, or looks again at one in doubt; throws Rejection for any other. */
export function retryEffect(ctx: Context, { effectId }: { effectId: string }): Promise<Effect> {
  return transact(ctx, async (tx) => {
    const effect = await tx.em.findOne(Effect, effectId, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!effect) throw new Rejection('effect_not_found');
    if (effect.state !== 'failed' && effect.state !== 'in_doubt')
      throw new Rejection('effect_not_failed', { state: effect.state });
    if (effect.state === 'failed') effect.state = 'pending';
    Object.assign(effect, { attempts: 0, updatedAt: tx.now() });
    const { kind, key, orderId = null } = effect;
    tx.record({ type: 'EffectRetried', orderId, kind, key } satisfies EffectRetried);
    tx.queue({ definition: performEffects[kind], data: { effectId } });
    await closeTickets(tx, [effectCause(effect)], 'retried');
    return effect;
  });
}
