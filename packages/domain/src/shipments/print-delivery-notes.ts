import { readOnly } from '../kernel/batch.ts';
import { intendEffects } from '../effects/intend-effects.ts';
import { transact, type Context } from '../kernel/transact.ts';
import { Order } from '../orders/order.entity.ts';

/** Intends the PDF of each released order's delivery note (F9). */
export function printDeliveryNotes(ctx: Context, orderIds: string[]): Promise<void> {
  return transact(ctx, async (tx) => {
    const orders = await tx.em.find(Order, { id: { $in: orderIds }, deliveryNoteNumber: { $ne: null } }, readOnly);
    await intendEffects(
      tx,
      orders.map(({ id, deliveryNoteNumber: number }) => ({
        kind: 'print',
        key: `delivery_note:${number}`,
        orderId: id,
        intent: { document: 'delivery_note', number },
      })),
    );
  });
}
