import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context } from '../kernel/transact.ts';
import { confirmShipments } from './confirm-shipments.ts';
import { divideShipment, type PackedItem } from './divide-shipment.ts';
import { lockShipments } from './lock-shipments.ts';
import { Parcel, Shipment } from './shipment.entity.ts';

export interface ConfirmPacking {
  shipmentId: string;
  parcels: { trackingNumber: string; parcelService: string }[];
  /** What lies in the parcels; nothing: all of the shipment. */
  items?: PackedItem[] | null;
}

/**
 * The own warehouse has packed a shipment and labelled it (F22), or a part: the rest stays in the queue as the shipment it
 * was. Saying so twice changes nothing. Throws Rejection.
 */
export function confirmPacking(ctx: Context, { shipmentId, parcels, items }: ConfirmPacking): Promise<Shipment> {
  return transact(ctx, async (tx) => {
    const { shipments } = await lockShipments(tx, { id: shipmentId });
    const [shipment] = shipments;
    if (!shipment) throw new Rejection('shipment_not_found');
    if (shipment.state !== 'packing' && shipment.state !== 'shipped')
      throw new Rejection('shipment_not_packing', { state: shipment.state });
    const labels = parcels
      .map((parcel) => ({ ...parcel, trackingNumber: parcel.trackingNumber.trim() }))
      .filter(({ trackingNumber }) => trackingNumber);
    if (!labels.length) throw new Rejection('tracking_number_missing');
    const isRepeated = items && shipment.state === 'packing' && (await isTold(tx.em, shipment, labels));
    if (isRepeated) return shipment;
    const packed = items && shipment.state === 'packing' ? await divideShipment(tx, shipment, items) : shipment;
    await confirmShipments(
      tx,
      labels.map((label) => ({ ...label, shipment: packed.number, shippedAt: tx.now() })),
    );
    return shipment;
  });
}

/** Has a part of the same order left with one of these labels? */
async function isTold(
  em: Context['em'],
  { orderId }: Shipment,
  labels: { trackingNumber: string }[],
): Promise<boolean> {
  const parts = await em.find(Shipment, { orderId });
  const shipmentId = { $in: parts.map(({ id }) => id) };
  const trackingNumber = { $in: labels.map((label) => label.trackingNumber) };
  return (await em.count(Parcel, { shipmentId, trackingNumber })) > 0;
}
