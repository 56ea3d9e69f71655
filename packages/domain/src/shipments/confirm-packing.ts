import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context } from '../kernel/transact.ts';
import { confirmShipments } from './confirm-shipments.ts';
import { Shipment } from './shipment.entity.ts';

export interface ConfirmPacking {
  shipmentId: string;
  parcels: { trackingNumber: string; parcelService: string }[];
}

/** The own warehouse has packed a shipment and labelled it (F22); saying so twice changes nothing. Throws Rejection. */
export function confirmPacking(ctx: Context, { shipmentId, parcels }: ConfirmPacking): Promise<Shipment> {
  return transact(ctx, async (tx) => {
    const shipment = await tx.em.findOne(Shipment, shipmentId);
    if (!shipment) throw new Rejection('shipment_not_found');
    if (shipment.state !== 'packing' && shipment.state !== 'shipped')
      throw new Rejection('shipment_not_packing', { state: shipment.state });
    const labelled = parcels.filter((parcel) => parcel.trackingNumber.trim());
    if (!labelled.length) throw new Rejection('tracking_number_missing');
    await confirmShipments(
      tx,
      labelled.map(({ trackingNumber, parcelService }) => ({
        shipment: shipment.number,
        trackingNumber: trackingNumber.trim(),
        parcelService,
        shippedAt: tx.now(),
      })),
    );
    return shipment;
  });
}
