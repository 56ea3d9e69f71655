import { Effect, type EffectKind } from '../effects/effect.entity.ts';
import { readOnly } from '../kernel/batch.ts';
import type { Context } from '../kernel/transact.ts';

/** How far the channel's clock may be off ours. */
const marginMs = 5 * 60_000;

/** Which submission of the channel's own list is ours; 'absent': it was never handed in, 'unknown': nobody can tell yet. */
export type FoundReceipt = { receipt: string } | 'absent' | 'unknown';

/**
 * Finds the receipt of a submission whose answer was lost (docs/decisions/0010): the channel's list of what was handed in, oldest
 * first, without what other effects hold. As many as there are effects without a receipt: each has its own, in their sequence.
 * Any other number says nothing yet. Pure.
 */
export function findReceipt(effectId: string, withoutReceipt: string[], unclaimed: string[]): FoundReceipt {
  if (!unclaimed.length) return 'absent';
  const at = withoutReceipt.indexOf(effectId);
  return unclaimed.length === withoutReceipt.length && at >= 0 ? { receipt: unclaimed[at]! } : 'unknown';
}

/** Reads the channel's list and finds in it what belongs to `effect`; `channelIds` share the account whose list it is. */
export async function readReceipt(
  ctx: Context,
  effect: Effect,
  channelIds: string[],
  list: (since: Date) => Promise<string[]>,
): Promise<FoundReceipt> {
  const unnoted = (await ctx.em.execute(
    `select e.id, e.created_at as at from effect e join sales_order o on o.id = e.order_id
      where e.kind = ? and e.receipt is null and e.state in ('sending', 'in_doubt') and o.channel_id in (?)
      order by e.created_at, e.id`,
    [effect.kind, channelIds],
  )) as { id: string; at: Date }[];
  if (!unnoted.length) return 'unknown';
  const listed = await list(new Date(new Date(unnoted[0]!.at).getTime() - marginMs));
  const claimed = await receiptsOf(ctx, effect.kind, listed);
  return findReceipt(
    effect.id,
    unnoted.map(({ id }) => id),
    listed.filter((receipt) => !claimed.has(receipt)),
  );
}

async function receiptsOf(ctx: Context, kind: EffectKind, receipts: string[]): Promise<Set<string>> {
  const effects = await ctx.em.find(Effect, { kind, receipt: { $in: receipts } }, readOnly);
  return new Set(effects.map(({ receipt }) => receipt!));
}
