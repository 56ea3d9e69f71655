import { Carrier } from '../carriers/carrier.entity.ts';
import { intendEffects } from '../effects/intend-effects.ts';
import { takeSequence } from '../kernel/take-numbers.ts';
import { transact, type Context } from '../kernel/transact.ts';
import { holdOrders } from '../orders/hold-orders.ts';
import type { Order } from '../orders/order.entity.ts';
import { cancelHold, isGoing, wantsCancelling } from './hand-over-shipments.ts';
import { lockShipments } from './lock-shipments.ts';
import { closeBatches as closeBatchesJob } from './shipments.jobs.ts';

/** Shipments of one collective file; the rest goes into the next. */
const mostInFile = 2_000;

/** Puts everything that waits for a carrier into one collective file: each shipment in exactly one, one effect per file (F23). */
export function closeBatches(ctx: Context, carrierId: string): Promise<{ shipments: number }> {
  return transact(ctx, async (tx) => {
    const carrier = await tx.em.findOneOrFail(Carrier, carrierId);
    const waiting = { carrierId, state: 'planned' as const, handOverKey: null };
    const { shipments, orders } = await lockShipments(tx, waiting, mostInFile);
    const leaving = shipments.filter((shipment) => isGoing(orders.get(shipment.orderId)!, shipment));
    // Of an order that has left in part the rest follows: it can no longer be cancelled.
    const isUnwanted = (order: Order): boolean => order.station === 'routed' && wantsCancelling(order);
    const unwanted = leaving.filter(({ orderId }) => isUnwanted(orders.get(orderId)!));
    await holdOrders(
      tx,
      [...new Set(unwanted.map(({ orderId }) => orderId))].map((id) => cancelHold(orders.get(id)!)),
    );
    const going = leaving.filter((shipment) => !unwanted.includes(shipment));
    if (!going.length) return { shipments: 0 };
    const [n] = await takeSequence(tx.em, 'batch_number', 1);
    const key = `SL-${n}`;
    for (const shipment of going) shipment.handOverKey = key;
    const intent = { templateId: carrier.templateId ?? null, collective: true };
    await intendEffects(tx, [{ kind: 'hand_over', key, intent }]);
    if (shipments.length === mostInFile) tx.queue({ definition: closeBatchesJob, data: { carrierId } });
    return { shipments: going.length };
  });
}
