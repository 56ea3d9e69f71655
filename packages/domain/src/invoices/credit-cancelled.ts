import { readOnly } from '../kernel/batch.ts';
import { transact, type Context } from '../kernel/transact.ts';
import { Order } from '../orders/order.entity.ts';
import { creditByItself } from './credit-invoices.ts';
import type { EInvoiceCheck } from './e-invoice-check.port.ts';
import { Invoice } from './invoice.entity.ts';

/** Takes back what is left of the invoices of cancelled orders (F32), once; an order without invoice needs nothing. */
export function creditCancelled(ctx: Context, orderIds: string[], check: EInvoiceCheck): Promise<void> {
  return transact(ctx, async (tx) => {
    const dead = await tx.em.find(
      Order,
      {
        id: { $in: orderIds },
        invoiceNumber: { $ne: null },
        $or: [{ station: 'cancelled' }, { channelStatus: { $in: ['cancelled', 'unfulfillable'] } }],
      },
      readOnly,
    );
    if (!dead.length) return;
    const invoices = await tx.em.find(Invoice, { orderId: { $in: dead.map(({ id }) => id) } }, readOnly);
    await creditByItself(
      tx,
      invoices
        .filter(({ creditedCents, grossCents }) => creditedCents < grossCents)
        .map(({ id, number }) => ({
          invoiceId: id,
          wish: { kind: 'rest' },
          reason: 'cancelled',
          reference: `cancel:${number}`,
        })),
      check,
    );
  });
}
