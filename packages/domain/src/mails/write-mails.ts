import { Channel } from '../channels/channel.entity.ts';
import { intendEffects } from '../effects/intend-effects.ts';
import { by, readOnly } from '../kernel/batch.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { Order } from '../orders/order.entity.ts';
import { Shipment } from '../shipments/shipment.entity.ts';

type OrderMail = 'received' | 'invoice';
/** Mails that are written by template. */
export const mailKinds = ['received', 'shipped', 'invoice', 'credit_note'] as const;
export type MailKind = (typeof mailKinds)[number];
/** What a mail is for: those written by template, the request for a review, and what a clerk writes. */
export type MailPurpose = MailKind | 'review' | 'reply';

/** Intends the mail that brings each credit note; it is allowed where invoices are mailed. */
export function mailCreditNotes(ctx: Context, notes: { orderId: string; number: string }[]): Promise<void> {
  return transact(ctx, async (tx) => {
    const numbers = new Map(notes.map(({ orderId, number }) => [number, orderId]));
    const orders = by(await mailable(tx, 'invoice', [...numbers.values()]), ({ id }) => id);
    await intendEffects(
      tx,
      [...numbers]
        .filter(([, orderId]) => orders.has(orderId))
        .map(([number, orderId]) => ({
          kind: 'mail',
          key: `credit_note:${number}`,
          orderId,
          intent: { mail: 'credit_note', number },
        })),
    );
  });
}

/** Intends the mail that brings the tracking numbers of each shipment (F27): a split order has one for each part. */
export function mailShipments(ctx: Context, shipmentIds: string[]): Promise<void> {
  return transact(ctx, async (tx) => {
    const shipments = await tx.em.find(Shipment, { id: { $in: shipmentIds } }, readOnly);
    const orders = by(
      await mailable(
        tx,
        'shipped',
        shipments.map(({ orderId }) => orderId),
      ),
      ({ id }) => id,
    );
    await intendEffects(
      tx,
      shipments
        .filter(({ orderId }) => orders.has(orderId))
        .map(({ id: shipmentId, number, orderId }) => ({
          kind: 'mail',
          key: `shipped:${number}`,
          orderId,
          shipmentId,
          intent: { mail: 'shipped' },
        })),
    );
  });
}

/** Intends one mail of a kind per order, where the channel's policy allows it and the buyer has an address (F10, F30, F38). */
export function writeMails(ctx: Context, kind: OrderMail, orderIds: string[]): Promise<void> {
  return transact(ctx, async (tx) => {
    const orders = await mailable(tx, kind, orderIds);
    await intendEffects(
      tx,
      orders.map((order) => ({
        kind: 'mail',
        key: `${kind}:${order.number}`,
        orderId: order.id,
        intent: { mail: kind },
      })),
    );
  });
}

/** Orders whose buyer has an address and whose channel allows this mail. */
async function mailable(tx: Transaction, kind: OrderMail | 'shipped', orderIds: string[]): Promise<Order[]> {
  const orders = await tx.em.find(Order, { id: { $in: orderIds }, buyerEmail: { $ne: null } }, readOnly);
  const channels = by(
    await tx.em.find(Channel, { id: { $in: [...new Set(orders.map((order) => order.channelId))] } }, readOnly),
    ({ id }) => id,
  );
  return orders.filter((order) => channels.get(order.channelId)!.policy.mails[kind]);
}
