import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { openTickets } from '../tickets/open-tickets.ts';
import { overdueCause } from './confirm-shipments.ts';
import { lockShipments } from './lock-shipments.ts';
import type { ShipmentOverdue } from './shipment.events.ts';
import { collectReturns } from './shipments.jobs.ts';

const mostAtOnce = 500;

/**
 * Opens one ticket per shipment whose confirmation has not come in time (F26), of the own warehouse as of partners; it closes
 * itself when it comes late. After a standstill the answers that came meanwhile are looked at first.
 */
export function watchDeadlines(ctx: Context): Promise<{ overdue: number }> {
  return transact(ctx, async (tx) => {
    const { shipments: late, orders } = await lockShipments(tx, {
      id: { $in: await lateShipments(tx) },
      state: { $in: ['transmitted', 'packing'] },
      overdue: false,
    });
    for (const shipment of late) {
      shipment.overdue = true;
      orders.get(shipment.orderId)!.overdue = true;
      tx.record({
        type: 'ShipmentOverdue',
        orderId: shipment.orderId,
        shipment: shipment.number,
      } satisfies ShipmentOverdue);
    }
    await openTickets(
      tx,
      late.map((shipment) => ({
        kind: 'overdue' as const,
        reason: 'confirmation_overdue',
        cause: overdueCause(shipment),
        evidence: { shipment: shipment.number, confirmBy: shipment.confirmBy, transmittedAt: shipment.transmittedAt },
        orderId: shipment.orderId,
        shipmentNumber: shipment.number,
      })),
    );
    return { overdue: late.length };
  });
}

/** A message that nobody has read after this time keeps no ticket back. */
const readWithinMs = 15 * 60_000;

/**
 * Ids of shipments past their deadline, the longest first. Not those of a carrier whose way back should have been looked into
 * twice since, or whose answers wait to be read: the confirmation may be among them.
 */
async function lateShipments(tx: Transaction): Promise<string[]> {
  const rows = (await tx.em.execute(
    `select s.id from shipment s join carrier c on c.id = s.carrier_id
      where s.state in ('transmitted', 'packing') and not s.overdue and s.confirm_by < ?
        and not exists (select 1 from timer t where t.key = ? || ':' || c.code and not t.paused
              and coalesce(c.answers_sought_at, '-infinity') < ?::timestamptz - make_interval(secs => 2 * t.every_seconds + 60))
        and not exists (select 1 from inbound_message m where m.state = 'received' and m.received_at > ?
              and (m.carrier_id = c.id or m.carrier_id is null))
      order by s.confirm_by limit ?`,
    [tx.now(), collectReturns.name, tx.now(), new Date(tx.now().getTime() - readWithinMs), mostAtOnce],
  )) as { id: string }[];
  return rows.map(({ id }) => id);
}

/** A carrier's way back has been looked into, whether it answered or not. */
export const answersSought = async (ctx: Context, carrierId: string): Promise<void> =>
  void (await ctx.em.execute('update carrier set answers_sought_at = ? where id = ?', [ctx.now(), carrierId]));
