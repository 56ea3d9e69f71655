import { readOnly } from '../kernel/batch.ts';
import { intendEffects } from '../effects/intend-effects.ts';
import { transact, type Context } from '../kernel/transact.ts';
import { Order } from '../orders/order.entity.ts';
import { Shipment } from './shipment.entity.ts';

/** Intends the PDF of each released order's delivery note (F9), and of the notes of its shipments where it leaves in parts. */
export function printDeliveryNotes(ctx: Context, orderIds: string[]): Promise<void> {
  return transact(ctx, async (tx) => {
    const orders = await tx.em.find(Order, { id: { $in: orderIds }, deliveryNoteNumber: { $ne: null } }, readOnly);
    const parts = await tx.em.find(Shipment, { orderId: { $in: orderIds }, lines: { $ne: null } }, readOnly);
    const notes = [
      ...orders.map(({ id: orderId, deliveryNoteNumber }) => ({ orderId, number: deliveryNoteNumber!, lines: null })),
      ...parts.flatMap(({ orderId, deliveryNoteNumber: number, state, lines = null }) =>
        number && state !== 'cancelled' ? [{ orderId, number, lines }] : [],
      ),
    ];
    await intendEffects(
      tx,
      notes.map(({ orderId, number, lines }) => ({
        kind: 'print',
        key: `delivery_note:${number}`,
        orderId,
        // What the note says is fixed with its number: the shipment may be divided once more before it is printed.
        intent: { document: 'delivery_note', number, ...(lines ? { lines } : {}) },
      })),
    );
  });
}
