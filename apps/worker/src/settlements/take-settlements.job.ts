import { Channel } from '@kontor/domain/channels/channel.entity';
import { UnreadableSettlement } from '@kontor/domain/channels/sales-channel.port';
import { Settlement } from '@kontor/domain/settlements/settlement.entity';
import { takeSettlements } from '@kontor/domain/settlements/settlements.jobs';
import { takeSettlement } from '@kontor/domain/settlements/take-settlement';
import { runs, type Work } from '../handle.ts';

/** Reads archived settlements and takes them. */
export const takeSettlementsJob = runs(takeSettlements, 1, async (work, data) => {
  for (const { settlementId } of data)
    await takeSettlement(work.newContext(), settlementId, await read(work, settlementId));
});

async function read(work: Work, settlementId: string) {
  const { em } = work.newContext();
  const { raw, channelId } = await em.findOneOrFail(Settlement, settlementId, { populate: ['raw'] });
  const channel = await em.findOneOrFail(Channel, channelId, { populate: ['connection'] });
  try {
    return work.connections.channel(channel).readSettlement(raw!);
  } catch (error) {
    if (error instanceof UnreadableSettlement) return { problem: error.message };
    throw error;
  }
}
