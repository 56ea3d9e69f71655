import { transact, type Context } from '../kernel/transact.ts';
import { lockOrders } from '../orders/lock-orders.ts';
import { shipByCause } from '../orders/ship-by.ts';
import { openTickets } from '../tickets/open-tickets.ts';

const atOnce = 500;

/** Opens one ticket per order that has not left yet and whose ship-by deadline at the channel is near or over (F28). */
export function watchShipBy(ctx: Context): Promise<{ warned: number }> {
  return transact(ctx, async (tx) => {
    const rows = (await tx.em.execute(
      `select o.id from sales_order o join channel c on c.id = o.channel_id
        where not o.ship_by_warned and o.station in ('received', 'held', 'released', 'routed', 'transmitted')
          and o.fulfilled_by = 'merchant' and o.channel_status in ('unshipped', 'partially_shipped')
          and o.ship_by <= ?::timestamptz + make_interval(hours => (c.policy ->> 'warnBeforeShipByHours')::int)
        order by o.ship_by limit ?`,
      [tx.now(), atOnce],
    )) as { id: string }[];
    const near = await lockOrders(
      tx,
      rows.map(({ id }) => id),
      { shipByWarned: false },
    );
    for (const order of near) order.shipByWarned = true;
    await openTickets(
      tx,
      near.map(({ id, number, station, shipBy = null }) => ({
        kind: 'overdue' as const,
        reason: 'ship_by_near',
        cause: shipByCause(id),
        evidence: { order: number, station, shipBy },
        orderId: id,
        dueAt: shipBy,
      })),
    );
    return { warned: near.length };
  });
}
