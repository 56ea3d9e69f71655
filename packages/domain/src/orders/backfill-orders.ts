import { LockMode } from '@mikro-orm/core';
import { Backfill } from '../channels/backfill.entity.ts';
import type { BackfillAdvanced } from '../channels/channel.events.ts';
import { Channel } from '../channels/channel.entity.ts';
import { backfillOrders } from '../channels/channels.jobs.ts';
import type { OrderPage } from '../channels/sales-channel.port.ts';
import { finished } from '../channels/start-backfill.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { importOrders, type Stored } from './import-orders.ts';

/** A backfill that still runs; null once it is over. */
export const runningBackfill = (ctx: Context, backfillId: string): Promise<Backfill | null> =>
  ctx.em.findOne(Backfill, { id: backfillId, state: 'running' });

/**
 * Stores a page of a backfill: orders, position and the job for the next page in one transaction, so that a killed worker goes
 * on with the page it was at.
 */
export async function storeBackfillPage(
  ctx: Context,
  { id, channelId, next }: Backfill,
  page: OrderPage,
): Promise<void> {
  const { orders, unreadable } = page;
  const alongside = async (tx: Transaction, stored: Stored): Promise<void> => {
    const backfill = await tx.em.findOneOrFail(Backfill, id, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
    // Another worker was quicker, or somebody has stopped it.
    if (backfill.state !== 'running' || (backfill.next ?? null) !== (next ?? null)) return;
    Object.assign(backfill, {
      next: page.next,
      seen: backfill.seen + orders.length + unreadable.length,
      imported: backfill.imported + stored.imported,
      changed: backfill.changed + stored.changed,
      lastError: null,
    });
    const { code } = await tx.em.findOneOrFail(Channel, channelId);
    if (page.next !== null) return goOn(tx, code, backfill);
    Object.assign(backfill, { state: 'done', finishedAt: tx.now() });
    tx.record({ ...finished(code, backfill) });
  };
  await importOrders(ctx, { channelId, orders, unreadable, cursor: null, alongside });
}

function goOn(tx: Transaction, channel: string, { id, seen }: Backfill): void {
  tx.queue({ definition: backfillOrders, data: { backfillId: id } });
  tx.record({ type: 'BackfillAdvanced', channel, backfillId: id, seen } satisfies BackfillAdvanced);
}

/** A page that the channel did not give: why, and when it is asked for again. */
export const delayBackfill = (ctx: Context, backfillId: string, lastError: string, seconds: number): Promise<void> =>
  transact(ctx, async (tx) => {
    const waits = await tx.em.nativeUpdate(Backfill, { id: backfillId, state: 'running' }, { lastError });
    const startAfter = new Date(tx.now().getTime() + seconds * 1_000);
    if (waits) tx.queue({ definition: backfillOrders, data: { backfillId }, startAfter });
  });
