import type { DeliveryNoteRevised } from '../orders/order.events.ts';
import type { Order } from '../orders/order.entity.ts';
import type { Transaction } from '../kernel/transact.ts';
import { Shipment } from './shipment.entity.ts';

/**
 * The next numbers for delivery notes of parts: the order's number with a count, LS-100001.1. `used` are all that its shipments ever
 * had: what was printed under a number stays what it says. Pure.
 */
export function nextPartNotes(orderNote: string, used: (string | null | undefined)[], count: number): string[] {
  const prefix = `${orderNote}.`;
  const counts = used.flatMap((note) => (note?.startsWith(prefix) ? Number(note.slice(prefix.length)) : []));
  const last = Math.max(0, ...counts);
  return Array.from({ length: count }, (_, index) => `${prefix}${last + index + 1}`);
}

/** Numbers for delivery notes of parts of these orders, in the sequence asked for; each is recorded, so that it is printed. */
export async function takePartNotes(
  tx: Transaction,
  wanted: { order: Pick<Order, 'id' | 'deliveryNoteNumber'>; count: number }[],
): Promise<Map<string, string[]>> {
  const ids = wanted.map(({ order }) => order.id);
  const known = ids.length ? await tx.em.find(Shipment, { orderId: { $in: ids } }) : [];
  const taken = new Map<string, string[]>();
  for (const { order, count } of wanted) {
    const used = known
      .filter(({ orderId }) => orderId === order.id)
      .map(({ deliveryNoteNumber }) => deliveryNoteNumber);
    const notes = nextPartNotes(order.deliveryNoteNumber!, used, count);
    taken.set(order.id, notes);
    for (const deliveryNote of notes)
      tx.record({ type: 'DeliveryNoteRevised', orderId: order.id, deliveryNote } satisfies DeliveryNoteRevised);
  }
  return taken;
}
