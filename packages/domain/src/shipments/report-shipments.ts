import { Effect } from '../effects/effect.entity.ts';
import { intendEffects, type Intent } from '../effects/intend-effects.ts';
import { by, grouped, readOnly } from '../kernel/batch.ts';
import { transact, type Context } from '../kernel/transact.ts';
import { Order, OrderLine } from '../orders/order.entity.ts';
import { shipByCause } from '../orders/ship-by.ts';
import { closeTickets } from '../tickets/close-ticket.ts';
import { dealOut, type PackedLine } from './deal-out.ts';
import { linesIn, Parcel, Shipment } from './shipment.entity.ts';

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
    const shipmentsOf = grouped([...shipments.values()], ({ orderId }) => orderId);
    const linesOf = grouped(lines, ({ orderId }) => orderId);
    await intendEffects(
      tx,
      orders.flatMap(({ id }) =>
        reportOrder(shipmentsOf(id), { parcels: parcelsOf(id), lines: linesOf(id), reported: reportedOf(id) }),
      ),
    );
    await closeTickets(tx, orderIds.map(shipByCause), 'shipped');
  });
}

/** What is left of the lines after what was reported of them here and elsewhere: never more than the channel sold. */
function unreported(lines: OrderLine[], here: Reported[], elsewhere: Reported[]): PackedLine[] {
  const told = (reports: Reported[], id: string): number =>
    reports
      .flatMap(({ intent }) => (intent as unknown as ReportIntent).lines)
      .filter(({ channelLineId }) => channelLineId === id)
      .reduce((sum, { quantity }) => sum + quantity, 0);
  return lines.map(({ channelLineId: id, quantity, soldQuantity }) => ({
    channelLineId: id,
    quantity: Math.max(0, Math.min(quantity, soldQuantity - told(elsewhere, id)) - told(here, id)),
  }));
}

type Reported = Pick<Intent, 'shipmentId' | 'intent'>;

/** Parcels, what lies in all of them together, and what the channel was told of them before. */
interface Contents {
  parcels: Parcel[];
  lines: OrderLine[];
  reported: Effect[];
}

/** The parcels of a split order carry their own shipment's lines only. */
function reportOrder(shipments: Shipment[], order: Contents): Intent[] {
  const isOf =
    ({ id }: Shipment) =>
    ({ shipmentId }: { shipmentId?: string | null }): boolean =>
      shipmentId === id;
  const parts = shipments.some(({ lines }) => lines)
    ? shipments.map((shipment) => ({
        parcels: order.parcels.filter(isOf(shipment)),
        lines: linesIn(shipment, order.lines),
        reported: order.reported.filter(isOf(shipment)),
      }))
    : [order];
  const numbers = by(shipments, ({ id }) => id);
  const intents: Intent[] = [];
  for (const part of parts) {
    const elsewhere = [...order.reported.filter((report) => !part.reported.includes(report)), ...intents];
    intents.push(...reportsOf(part, numbers, elsewhere));
  }
  return intents;
}

function reportsOf(
  { parcels, lines, reported }: Contents,
  shipments: Map<string, Shipment>,
  elsewhere: Reported[],
): Intent[] {
  const known = reported.length;
  const packed = dealOut(unreported(lines, reported, elsewhere), parcels.length - known);
  // A parcel without goods of its own (one article in two boxes) cannot be reported: channels want to know what is inside.
  return parcels.slice(known).flatMap(({ shipmentId, trackingNumber, parcelService, shippedAt }, index) => {
    if (!packed[index]!.length) return [];
    const { number, orderId } = shipments.get(shipmentId)!;
    const packageReference = String(known + elsewhere.length + index + 1);
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
