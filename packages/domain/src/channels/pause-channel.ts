import { LockMode } from '@mikro-orm/core';
import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import type { ChannelPaused } from './channel.events.ts';
import { Channel } from './channel.entity.ts';
import { fetchOrders } from './channels.jobs.ts';

/** Loads a channel for change; throws Rejection. */
export async function lockChannel(tx: Transaction, channelId: string): Promise<Channel> {
  const channel = await tx.em.findOne(Channel, channelId, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!channel) throw new Rejection('channel_not_found');
  return channel;
}

/** Stops every timed job of a channel until it is continued; what runs already ends as usual. */
export const pauseChannel = (ctx: Context, { channelId }: { channelId: string }): Promise<Channel> =>
  setPaused(ctx, channelId, true);

/** Lets a paused channel run again; everything that was due meanwhile is fetched at once, once. */
export const continueChannel = (ctx: Context, { channelId }: { channelId: string }): Promise<Channel> =>
  setPaused(ctx, channelId, false);

function setPaused(ctx: Context, channelId: string, paused: boolean): Promise<Channel> {
  return transact(ctx, async (tx) => {
    const channel = await lockChannel(tx, channelId);
    if (channel.paused === paused) return channel;
    channel.paused = paused;
    await tx.em.execute(`update timer set paused = ? where data ->> 'channelId' = ?`, [paused, channelId]);
    const type = paused ? 'ChannelPaused' : 'ChannelContinued';
    tx.record({ type, channel: channel.code } satisfies ChannelPaused);
    return channel;
  });
}

/** Fetches a channel's orders now, beside its rhythm; throws Rejection while it is paused. */
export function runChannelNow(ctx: Context, { channelId }: { channelId: string }): Promise<Channel> {
  return transact(ctx, async (tx) => {
    const channel = await lockChannel(tx, channelId);
    if (channel.paused) throw new Rejection('channel_paused');
    // The key of its timer: a fetch that is queued already is enough.
    tx.queue({ definition: fetchOrders, data: { channelId }, singletonKey: `${fetchOrders.name}:${channel.code}` });
    tx.record({ type: 'ChannelRunNow', channel: channel.code } satisfies ChannelPaused);
    return channel;
  });
}
