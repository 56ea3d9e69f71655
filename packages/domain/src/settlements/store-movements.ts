import { Channel } from '../channels/channel.entity.ts';
import type { IncomingMovement } from '../channels/sales-channel.port.ts';
import { transact, type Context } from '../kernel/transact.ts';
import { payMovements } from './pay-movements.ts';

const hour = 3_600_000;
/** Channels show a movement up to 48 hours after the time it is posted with; so far back is read twice a day, else only an hour. */
const wideMs = 48 * hour;
const narrowMs = hour;
const wideEveryMs = 12 * hour;
/** How far back the first reading of a channel reaches. */
const firstMs = 30 * 24 * hour;

/** From when on movements are read (again). Pure. */
export function movementsSince(cursor: Date | null, now: Date): Date {
  if (!cursor) return new Date(now.getTime() - firstMs);
  const halfDay = (at: Date): number => Math.floor(at.getTime() / wideEveryMs);
  return new Date(cursor.getTime() - (halfDay(cursor) === halfDay(now) ? narrowMs : wideMs));
}

/**
 * Stores a page of movements: the near-time view of money (F33) that a settlement proves later. A known one takes its newest state;
 * `cursor` comes with the last page.
 */
export function storeMovements(
  ctx: Context,
  { channelId, movements, cursor }: { channelId: string; movements: IncomingMovement[]; cursor: Date | null },
): Promise<void> {
  return transact(ctx, async (tx) => {
    const newest = [...new Map(movements.map((movement) => [movement.movementId, movement])).values()];
    await tx.em.execute(
      `insert into movement (channel_id, movement_id, channel_order_id, order_id, type, status, posted_at, amount_cents, currency, updated_at)
       select ?, m.id, m.order_ref, o.id, m.type, m.status, m.at, m.cents, m.currency, ?
         from jsonb_to_recordset(?::jsonb) as m (id text, order_ref text, type text, status text, at timestamptz, cents int, currency text)
         left join sales_order o on o.channel_id = ? and o.channel_order_id = m.order_ref
       on conflict (channel_id, movement_id) do update set status = excluded.status, order_id = excluded.order_id,
         posted_at = excluded.posted_at, amount_cents = excluded.amount_cents, updated_at = excluded.updated_at`,
      [channelId, tx.now(), JSON.stringify(newest.map(toRow)), channelId],
    );
    await payMovements(
      tx,
      channelId,
      newest.map(({ movementId }) => movementId),
    );
    if (!cursor) return;
    const channel = await tx.em.findOneOrFail(Channel, channelId);
    if (!channel.movementCursor || cursor > channel.movementCursor) channel.movementCursor = cursor;
  });
}

const toRow = (movement: IncomingMovement): object => ({
  id: movement.movementId,
  order_ref: movement.channelOrderId,
  type: movement.type,
  status: movement.status,
  at: movement.postedAt,
  cents: movement.amountCents,
  currency: movement.currency,
});
