import { Carrier } from '../carriers/carrier.entity.ts';
import { confirmBy } from '../carriers/confirm-by.ts';
import { Company } from '../company/company.entity.ts';
import { intendEffects } from '../effects/intend-effects.ts';
import { by, readOnly } from '../kernel/batch.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { holdOrders } from '../orders/hold-orders.ts';
import { lockOrders } from '../orders/lock-orders.ts';
import type { Order } from '../orders/order.entity.ts';
import { lockShipments } from './lock-shipments.ts';
import type { ShipmentHandedOver } from './shipment.events.ts';
import { Shipment } from './shipment.entity.ts';

/**
 * Hands planned shipments over: the own warehouse finds them in its packing queue (F22), external carriers get their data
 * as an effect (F23). A buyer's cancel request is looked at once more before anything leaves (F4).
 */
export function handOverShipments(ctx: Context, orderIds: string[]): Promise<void> {
  return transact(ctx, async (tx) => {
    const orders = await lockOrders(tx, orderIds, { station: 'routed' });
    const held = orders.filter(wantsCancelling);
    await holdOrders(tx, held.map(cancelHold));
    const going = by(
      orders.filter((order) => !held.includes(order)),
      (order) => order.id,
    );
    const shipments = await tx.em.find(Shipment, { orderId: { $in: [...going.keys()] }, state: 'planned' });
    const carriers = by(
      await tx.em.find(Carrier, { id: { $in: shipments.map((shipment) => shipment.carrierId) } }, readOnly),
      ({ id }) => id,
    );
    const own = shipments.filter((shipment) => carriers.get(shipment.carrierId)!.kind === 'own');
    const { timeZone } = await tx.em.findOneOrFail(Company, 1, readOnly);
    for (const shipment of own)
      markHandedOver(
        tx,
        shipment,
        { carrier: carriers.get(shipment.carrierId)!, timeZone },
        going.get(shipment.orderId)!,
      );
    // for a collective file they wait until its time has come
    const external = shipments.filter(
      (shipment) => !own.includes(shipment) && !carriers.get(shipment.carrierId)!.batchCron,
    );
    for (const shipment of external) shipment.handOverKey = shipment.number;
    await intendEffects(
      tx,
      external.map(({ number, orderId, id, carrierId }) => ({
        kind: 'hand_over',
        key: number,
        orderId,
        shipmentId: id,
        intent: { templateId: carriers.get(carrierId)!.templateId ?? null },
      })),
    );
  });
}

/** The buyer wants out and nobody has decided to ship all the same. */
export const wantsCancelling = (order: Order): boolean =>
  Boolean(order.cancelRequestedAt) && !order.approvedReasons.includes('cancel_requested');

/** May a shipment still leave? Of a split order another one may have left before it. */
export const isGoing = ({ station }: Pick<Order, 'station'>, { state }: Pick<Shipment, 'state'>): boolean =>
  station === 'routed' || (station === 'transmitted' && state === 'planned');

/** An order that stops before its data leave. */
export const cancelHold = (order: Order) => ({
  order,
  station: 'routed' as const,
  reasons: ['cancel_requested' as const],
  evidence: { cancelRequestedAt: order.cancelRequestedAt },
});

/** The carrier has it now: its clock begins to run. */
function markHandedOver(
  tx: Transaction,
  shipment: Shipment,
  { carrier, timeZone }: { carrier: Carrier; timeZone: string },
  order: Order,
): void {
  Object.assign(shipment, {
    state: carrier.kind === 'own' ? 'packing' : 'transmitted',
    transmittedAt: tx.now(),
    confirmBy: confirmBy(carrier, tx.now(), timeZone),
  });
  order.station = 'transmitted';
  const { number, orderId } = shipment;
  tx.record({
    type: 'ShipmentHandedOver',
    orderId,
    shipment: number,
    carrier: carrier.name,
  } satisfies ShipmentHandedOver);
}

/** Shipments whose data have arrived at their carrier. A confirmation that was quicker stays as it is. */
export async function shipmentsArrived(tx: Transaction, shipmentIds: string[]): Promise<void> {
  const { shipments, orders } = await lockShipments(tx, { id: { $in: shipmentIds }, state: 'planned' });
  const carriers = by(
    await tx.em.find(Carrier, { id: { $in: shipments.map((shipment) => shipment.carrierId) } }, readOnly),
    ({ id }) => id,
  );
  const { timeZone } = await tx.em.findOneOrFail(Company, 1, readOnly);
  for (const shipment of shipments)
    markHandedOver(
      tx,
      shipment,
      { carrier: carriers.get(shipment.carrierId)!, timeZone },
      orders.get(shipment.orderId)!,
    );
}
