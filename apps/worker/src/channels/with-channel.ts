import { Channel } from '@kontor/domain/channels/channel.entity';
import type { SalesChannel } from '@kontor/domain/channels/sales-channel.port';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import type { Work } from '../handle.ts';

/**
 * Works with an open channel and notes how it went: a channel that fails shows its error and is tried again at its next
 * time, for ever; errors never switch an import off.
 */
export async function withChannel(
  work: Work,
  channelId: string,
  run: (channel: Channel, sales: SalesChannel) => Promise<void>,
): Promise<void> {
  const { em } = work.newContext();
  const channel = await em.findOneOrFail(Channel, channelId, { populate: ['connection'] });
  try {
    await run(channel, work.connections.channel(channel));
    await note(work, channelId, null);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    work.log.warn({ channel: channel.code, problem: error.message }, 'channel does not answer');
    await note(work, channelId, error.message.slice(0, 300));
  }
}

const note = (work: Work, channelId: string, problem: string | null): Promise<unknown> =>
  work
    .newContext()
    .em.nativeUpdate(Channel, channelId, { lastError: problem, ...(problem ? {} : { lastFetchedAt: new Date() }) });
