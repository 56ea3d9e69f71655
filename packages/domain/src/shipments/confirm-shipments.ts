import { grouped } from '../kernel/batch.ts';
import { newId } from '../kernel/id.ts';
import type { Transaction } from '../kernel/transact.ts';
import type { Order } from '../orders/order.entity.ts';
import { consumeStock } from '../products/reserve-stock.ts';
import { closeTickets } from '../tickets/close-ticket.ts';
import type { ReturnedParcel } from './hand-over-data.ts';
import { lockShipments } from './lock-shipments.ts';
import type { ShipmentConfirmed } from './shipment.events.ts';
import { Parcel, Shipment } from './shipment.entity.ts';

export const overdueCause = (shipment: Shipment): string => `overdue:${shipment.id}`;

/** The ticket of a shipment that the own warehouse cannot pack. */
export const packingCause = (shipment: Pick<Shipment, 'id'>): string => `packing:${shipment.id}`;

/**
 * Takes tracking numbers (F24): the first parcel confirms its shipment, further ones are added, repeated ones change
 * nothing. Returns the shipment numbers that nobody knows.
 */
export async function confirmShipments(tx: Transaction, parcels: ReturnedParcel[]): Promise<string[]> {
  const numbers = [...new Set(parcels.map((parcel) => parcel.shipment))];
  const { shipments: found, orders } = await lockShipments(tx, { number: { $in: numbers } });
  const known = await tx.em.find(Parcel, { shipmentId: { $in: found.map((shipment) => shipment.id) } });
  const knownOf = grouped(known, (parcel) => parcel.shipmentId);
  const returned = grouped(parcels, (parcel) => parcel.shipment);
  const confirmed: Shipment[] = [];
  const shipmentsOf = await allShipments(tx, found);
  for (const shipment of found) {
    const seen = new Set(knownOf(shipment.id).map((parcel) => parcel.trackingNumber));
    const fresh = returned(shipment.number).filter(
      ({ trackingNumber }) => !seen.has(trackingNumber) && seen.add(trackingNumber),
    );
    for (const parcel of fresh) addParcel(tx, shipment, parcel);
    if (fresh.length && confirm(tx, shipment, orders.get(shipment.orderId)!, fresh, shipmentsOf))
      confirmed.push(shipment);
  }
  await consumeStock(
    tx,
    confirmed.map(({ id }) => id),
  );
  await closeTickets(tx, confirmed.map(overdueCause), 'confirmed_late');
  await closeTickets(tx, confirmed.map(packingCause), 'packed');
  return numbers.filter((number) => !found.some((shipment) => shipment.number === number));
}

/** What is or was to leave of each of these shipments' orders. */
async function allShipments(tx: Transaction, found: Shipment[]): Promise<(orderId: string) => Shipment[]> {
  const orderIds = [...new Set(found.map((shipment) => shipment.orderId))];
  const all = await tx.em.find(Shipment, { orderId: { $in: orderIds }, state: { $ne: 'cancelled' } });
  return grouped(all, (shipment) => shipment.orderId);
}

function addParcel(
  tx: Transaction,
  shipment: Shipment,
  { trackingNumber, parcelService, shippedAt }: ReturnedParcel,
): void {
  tx.em.create(Parcel, {
    id: newId(),
    shipmentId: shipment.id,
    trackingNumber,
    parcelService: parcelService || shipment.parcelService,
    shippedAt: shippedAt ?? tx.now(),
  });
}

/** Confirms once; true when this was the first word of the carrier. */
function confirm(
  tx: Transaction,
  shipment: Shipment,
  order: Order,
  parcels: ReturnedParcel[],
  shipmentsOf: (orderId: string) => Shipment[],
): boolean {
  if (shipment.confirmedAt || shipment.state === 'cancelled') return false;
  shipment.transmittedAt ??= tx.now();
  Object.assign(shipment, { state: 'shipped', confirmedAt: tx.now(), overdue: false, problem: null });
  // a split order waits for its last shipment
  const parts = shipmentsOf(order.id);
  Object.assign(order, {
    ...(parts.every((part) => part.confirmedAt) ? { station: 'shipped' as const } : {}),
    trackingNumber: parcels[0]!.trackingNumber,
    trackingAt: tx.now(),
    overdue: parts.some((part) => part.overdue),
    channelInformed: 'pending',
  });
  tx.record({
    type: 'ShipmentConfirmed',
    orderId: order.id,
    shipmentId: shipment.id,
    shipment: shipment.number,
    trackingNumbers: parcels.map((parcel) => parcel.trackingNumber),
  } satisfies ShipmentConfirmed);
  return true;
}
