import { transact, type Context } from '../kernel/transact.ts';
import { openTickets } from '../tickets/open-tickets.ts';
import { overdueCause } from './confirm-shipments.ts';
import { lockShipments } from './lock-shipments.ts';
import type { ShipmentOverdue } from './shipment.events.ts';

/** Opens one ticket per shipment whose confirmation has not come in time (F26); it closes itself when it comes late. */
export function watchDeadlines(ctx: Context): Promise<{ overdue: number }> {
  return transact(ctx, async (tx) => {
    const { shipments: late, orders } = await lockShipments(
      tx,
      { state: { $in: ['transmitted', 'packing'] }, overdue: false, confirmBy: { $lt: tx.now() } },
      500,
    );
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
