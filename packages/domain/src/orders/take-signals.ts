import type { ChangeSignal } from '../channels/sales-channel.port.ts';
import { Channel } from '../channels/channel.entity.ts';
import { sqlArray } from '../kernel/batch.ts';
import type { Context } from '../kernel/transact.ts';

/**
 * Which orders have to be read: each once, however often it was signalled, and none that is known as new as its signal (a
 * call is dear). Pure.
 */
export function decideSignals(signals: ChangeSignal[], known: ReadonlyMap<string, Date>): string[] {
  const newest = new Map<string, Date>();
  for (const { channelOrderId, at } of signals) {
    const before = newest.get(channelOrderId);
    if (!before || before < at) newest.set(channelOrderId, at);
  }
  return [...newest].filter(([id, at]) => (known.get(id)?.getTime() ?? -1) < at.getTime()).map(([id]) => id);
}

/** Notes that the channel has signalled, and gives the ids of the orders that have to be read now. */
export async function takeSignals(ctx: Context, channelId: string, signals: ChangeSignal[]): Promise<string[]> {
  if (!signals.length) return [];
  await ctx.em.nativeUpdate(Channel, channelId, { signalledAt: ctx.now() });
  const rows = (await ctx.em.execute(
    'select channel_order_id as id, channel_updated_at as at from sales_order where channel_id = ? and channel_order_id = any(?)',
    [channelId, sqlArray([...new Set(signals.map(({ channelOrderId }) => channelOrderId))])],
  )) as { id: string; at: Date }[];
  return decideSignals(signals, new Map(rows.map(({ id, at }) => [id, new Date(at)])));
}
