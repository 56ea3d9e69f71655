import { Channel, type ChannelPolicy } from '../channels/channel.entity.ts';
import { newId } from '../kernel/id.ts';
import { unitsOf } from '../kernel/parts.ts';
import { Rejection } from '../kernel/rejection.ts';
import { takeSequence } from '../kernel/take-numbers.ts';
import type { Transaction } from '../kernel/transact.ts';
import { Order, OrderLine } from '../orders/order.entity.ts';
import { movePromise } from '../products/reserve-stock.ts';
import { takePartNotes } from './part-notes.ts';
import type { ShipmentDivided } from './shipment.events.ts';
import { linesIn, Shipment, type ShipmentLine } from './shipment.entity.ts';

/** Units of an article that lie in a parcel. */
export interface PackedItem {
  sku: string;
  quantity: number;
}

/**
 * Divides a shipment's lines into what is packed and what is left; the first lines of an article are filled first. Throws
 * Rejection where something is packed that does not belong to it. Pure.
 */
export function divideLines(
  lines: { id: string; sku: string; quantity: number }[],
  items: PackedItem[],
): { packed: ShipmentLine[]; rest: ShipmentLine[] } {
  const counted = new Map<string, number>();
  for (const { sku, quantity } of items) counted.set(sku, (counted.get(sku) ?? 0) + Math.max(0, quantity));
  const parts = lines.map(({ id: lineId, sku, quantity }) => {
    const packed = Math.min(quantity, counted.get(sku) ?? 0);
    counted.set(sku, (counted.get(sku) ?? 0) - packed);
    return { packed: { lineId, quantity: packed }, rest: { lineId, quantity: quantity - packed } };
  });
  const strange = [...counted].filter(([, quantity]) => quantity > 0).map(([sku]) => sku);
  const packed = parts.map((part) => part.packed).filter(({ quantity }) => quantity);
  if (strange.length || !packed.length) throw new Rejection('packed_not_in_shipment', { skus: strange });
  return { packed, rest: parts.map((part) => part.rest).filter(({ quantity }) => quantity) };
}

/**
 * Takes what is packed out of a shipment as one of its own, where the channel allows it; nothing left: it is the shipment itself. Both
 * get delivery notes that say what lies in them.
 */
export async function divideShipment(tx: Transaction, shipment: Shipment, items: PackedItem[]): Promise<Shipment> {
  const ordered = await tx.em.find(OrderLine, { orderId: shipment.orderId }, { orderBy: { position: 'asc' } });
  const { packed, rest } = divideLines(linesIn(shipment, ordered), items);
  if (!rest.length) return shipment;
  const order = await tx.em.findOneOrFail(Order, shipment.orderId);
  const { policy } = await tx.em.findOneOrFail(Channel, order.channelId);
  if (!maySplit(order, policy)) throw new Rejection('shipment_not_divisible');
  const [number] = await takeSequence(tx.em, 'shipment_number', 1);
  const notes = (await takePartNotes(tx, [{ order, count: 2 }])).get(order.id)!;
  Object.assign(shipment, { lines: rest, deliveryNoteNumber: notes[1] });
  const { orderId, carrierId, serviceCode, serviceName, parcelService, state, transmittedAt, confirmBy } = shipment;
  const part = tx.em.create(Shipment, {
    id: newId(),
    number: `S-${number}`,
    orderId,
    carrierId,
    serviceCode,
    serviceName,
    parcelService,
    state,
    transmittedAt,
    confirmBy,
    lines: packed,
    deliveryNoteNumber: notes[0]!,
    createdAt: tx.now(),
  });
  await tx.em.flush();
  await movePromise(tx, { from: shipment.id, to: part.id, demand: unitsOf(linesIn(part, ordered)) });
  tx.record({
    type: 'ShipmentDivided',
    orderId,
    shipment: shipment.number,
    part: part.number,
  } satisfies ShipmentDivided);
  return part;
}

/** May an order leave in parts? The channel must allow it, and what is collected on delivery is collected once. */
export const maySplit = (
  { paymentMethod }: Pick<Order, 'paymentMethod'>,
  { splitShipments }: Pick<ChannelPolicy, 'splitShipments'>,
): boolean => splitShipments && paymentMethod !== 'cash_on_delivery';
