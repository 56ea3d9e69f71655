import { transact, type Context } from '../kernel/transact.ts';
import { Effect } from './effect.entity.ts';
import { performEffects } from './effects.jobs.ts';

const forgottenAfter = 15 * 60_000;

/** Queues effects again that nobody has touched for long although they are not finished: a backstop, normally idle. */
export function sweepEffects(ctx: Context): Promise<void> {
  return transact(ctx, async (tx) => {
    const before = new Date(tx.now().getTime() - forgottenAfter);
    const effects = await tx.em.find(
      Effect,
      { state: { $in: ['pending', 'sending', 'sent', 'in_doubt'] }, updatedAt: { $lt: before } },
      { limit: 500 },
    );
    for (const effect of effects) {
      effect.updatedAt = tx.now();
      tx.queue({ definition: performEffects[effect.kind], data: { effectId: effect.id } });
    }
  });
}
