import { createHash } from 'node:crypto';
import { Channel } from '../channels/channel.entity.ts';
import { newId } from '../kernel/id.ts';
import { transact, type Context } from '../kernel/transact.ts';
import { Settlement } from './settlement.entity.ts';
import type { SettlementFetched } from './settlement.events.ts';

/** Archives a settlement file raw, before anybody reads it (F33); a report that is known is left alone. */
export function archiveSettlement(
  ctx: Context,
  { channelId, reportId, bytes }: { channelId: string; reportId: string; bytes: Uint8Array },
): Promise<void> {
  return transact(ctx, async (tx) => {
    const { account } = await tx.em.findOneOrFail(Channel, channelId);
    // Two channels of one account may fetch the same report at once.
    await tx.em.execute('select pg_advisory_xact_lock(hashtext(?))', [`report:${account}:${reportId}`]);
    if (await tx.em.count(Settlement, { account, reportId })) return;
    const settlement = tx.em.create(Settlement, {
      id: newId(),
      channelId,
      account,
      reportId,
      raw: Buffer.from(bytes),
      sha256: createHash('sha256').update(bytes).digest('hex'),
      state: 'fetched',
      fetchedAt: tx.now(),
    });
    tx.record({ type: 'SettlementFetched', settlementId: settlement.id } satisfies SettlementFetched);
  });
}
