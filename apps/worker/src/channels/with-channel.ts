import { Channel } from '@kontor/domain/channels/channel.entity';
import { fetchOrders } from '@kontor/domain/channels/channels.jobs';
import type { SalesChannel } from '@kontor/domain/channels/sales-channel.port';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import type { JobDefinition } from '@kontor/domain/kernel/jobs';
import type { Work } from '../handle.ts';

/**
 * Works with an open channel and notes how it went: a channel that fails shows its error and is tried again at its next
 * time, for ever; errors never switch an import off. Only the job that failed takes its error away again.
 */
export async function withChannel(
  work: Work,
  channelId: string,
  { name }: Pick<JobDefinition, 'name'>,
  run: (channel: Channel, sales: SalesChannel) => Promise<void>,
): Promise<void> {
  const ctx = work.newContext();
  const channel = await ctx.em.findOneOrFail(Channel, channelId, { populate: ['connection'] });
  try {
    await run(channel, work.connections.channel(channel));
    if (channel.lastErrorOf === name || !channel.lastErrorOf)
      await note(work, channelId, { lastError: null, lastErrorOf: null });
    if (name === fetchOrders.name) await note(work, channelId, { lastFetchedAt: ctx.now() });
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    work.log.warn({ channel: channel.code, job: name, problem: error.message }, 'channel does not answer');
    // Our own limit is no failure of the channel: the job goes on at its next time.
    if (!error.busy) await note(work, channelId, { lastError: error.message.slice(0, 300), lastErrorOf: name });
  }
}

type Note = Partial<Pick<Channel, 'lastError' | 'lastErrorOf' | 'lastFetchedAt'>>;

const note = (work: Work, channelId: string, how: Note): Promise<unknown> =>
  work.newContext().em.nativeUpdate(Channel, channelId, how);
