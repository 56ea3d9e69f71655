import { Effect } from '../effects/effect.entity.ts';
import { intendEffects, type Intent } from '../effects/intend-effects.ts';
import { by, grouped, readOnly } from '../kernel/batch.ts';
import { transact, type Context } from '../kernel/transact.ts';
import { Order, OrderLine } from '../orders/order.entity.ts';
import { shipByCause } from '../orders/ship-by.ts';
import { closeTickets } from '../tickets/close-ticket.ts';
import { dealOut, type PackedLine } from './deal-out.ts';
import { Parcel, Shipment } from './shipment.entity.ts';

/** What the channel is told of one parcel. */
export interface ReportIntent {
  shipment: string;
  packageReference: string;
  trackingNumber: string;
  parcelService: string;
  shippedAt: string;
  lines: PackedLine[];
}

/** Intends to tell the channel of each parcel of these shipments (F28); `packageReference` counts the order's parcels from 1. */
export function reportShipments(ctx: Context, shipmentIds: string[]): Promise<void> {
  return transact(ctx, async (tx) => {
    const shipped = await tx.em.find(Shipment, { id: { $in: shipmentIds } }, readOnly);
    const orderIds = [...new Set(shipped.map(({ orderId }) => orderId))];
    const orders = await tx.em.find(Order, { id: { $in: orderIds }, fulfilledBy: 'merchant' }, readOnly);
    const shipments = by(await tx.em.find(Shipment, { orderId: { $in: orderIds } }, readOnly), ({ id }) => id);
    const parcels = await tx.em.find(
      Parcel,
      { shipmentId: { $in: [...shipments.keys()] } },
      { ...readOnly, orderBy: { id: 'asc' } },
    );
    const lines = await tx.em.find(
      OrderLine,
      { orderId: { $in: orderIds } },
      { ...readOnly, orderBy: { position: 'asc' } },
    );
    const reported = await tx.em.find(Effect, { kind: 'channel_shipment', orderId: { $in: orderIds } }, readOnly);
    const reportedOf = grouped(reported, ({ orderId }) => orderId!);
    const parcelsOf = grouped(parcels, ({ shipmentId }) => shipments.get(shipmentId)!.orderId);
    const linesOf = grouped(lines, ({ orderId }) => orderId);
    await intendEffects(
      tx,
      orders.flatMap(({ id }) =>
        reportsOf(parcelsOf(id), unreported(linesOf(id), reportedOf(id)), shipments, reportedOf(id).length),
      ),
    );
    await closeTickets(tx, orderIds.map(shipByCause), 'shipped');
  });
}

/** What is left of the lines after what was reported before. */
function unreported(lines: OrderLine[], reported: Effect[]): PackedLine[] {
  const told = reported.flatMap(({ intent }) => (intent as unknown as ReportIntent).lines);
  return lines.map(({ channelLineId, quantity, soldQuantity }) => ({
    channelLineId,
    quantity:
      Math.min(quantity, soldQuantity) -
      told.filter((line) => line.channelLineId === channelLineId).reduce((sum, line) => sum + line.quantity, 0),
  }));
}

function reportsOf(parcels: Parcel[], lines: PackedLine[], shipments: Map<string, Shipment>, known: number): Intent[] {
  const packed = dealOut(lines, parcels.length - known);
  // A parcel without goods of its own (one article in two boxes) cannot be reported: channels want to know what is inside.
  return parcels.slice(known).flatMap(({ shipmentId, trackingNumber, parcelService, shippedAt }, index) => {
    if (!packed[index]!.length) return [];
    const { number, orderId } = shipments.get(shipmentId)!;
    const packageReference = String(known + index + 1);
    const intent: ReportIntent = {
      shipment: number,
      packageReference,
      trackingNumber,
      parcelService,
      shippedAt: shippedAt.toISOString(),
      lines: packed[index]!,
    };
    const key = `${number}/${packageReference}`;
    return { kind: 'channel_shipment' as const, key, orderId, shipmentId, intent: { ...intent } };
  });
}
