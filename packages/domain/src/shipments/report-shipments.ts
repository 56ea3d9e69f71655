import { intendEffects } from '../effects/intend-effects.ts';
import { by, readOnly } from '../kernel/batch.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { Order } from '../orders/order.entity.ts';
import { Parcel, Shipment } from './shipment.entity.ts';

/** Intends to tell the channel of each shipment (F28); `packageReference` counts the order's shipments from 1. */
export function reportShipments(ctx: Context, shipmentIds: string[]): Promise<void> {
  return transact(ctx, async (tx) => {
    const shipments = by(await tx.em.find(Shipment, { id: { $in: shipmentIds } }, readOnly), (shipment) => shipment.id);
    const ids = [...shipments.values()].map((shipment) => shipment.orderId);
    const merchant = await tx.em.find(Order, { id: { $in: ids }, fulfilledBy: 'merchant' }, readOnly);
    const numbers = by(merchant, (order) => order.id);
    const parcels = await tx.em.find(
      Parcel,
      { shipmentId: { $in: shipmentIds } },
      { ...readOnly, orderBy: { id: 'asc' } },
    );
    const places = await placesInOrder(tx, ids);
    const first = [...Map.groupBy(parcels, (parcel) => parcel.shipmentId).values()].map(([parcel]) => parcel!);
    await intendEffects(
      tx,
      first
        .filter((parcel) => numbers.has(shipments.get(parcel.shipmentId)!.orderId))
        .map((parcel) => {
          const { orderId, number } = shipments.get(parcel.shipmentId)!;
          const { trackingNumber, parcelService, shippedAt } = parcel;
          const intent = {
            shipment: number,
            packageReference: String(places.get(parcel.shipmentId)),
            trackingNumber,
            parcelService,
            shippedAt: shippedAt.toISOString(),
          };
          return {
            kind: 'channel_shipment' as const,
            key: `${number}/1`,
            orderId,
            shipmentId: parcel.shipmentId,
            intent,
          };
        }),
    );
  });
}

/** The how-manieth shipment of its order each one is, from 1. */
async function placesInOrder(tx: Transaction, orderIds: string[]): Promise<Map<string, number>> {
  const all = await tx.em.find(Shipment, { orderId: { $in: orderIds } }, { ...readOnly, orderBy: { id: 'asc' } });
  return new Map(
    [...Map.groupBy(all, (shipment) => shipment.orderId).values()].flatMap((ofOrder) =>
      ofOrder.map((shipment, index) => [shipment.id, index + 1] as const),
    ),
  );
}
