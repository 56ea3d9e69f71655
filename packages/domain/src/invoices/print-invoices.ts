import { intendEffects } from '../effects/intend-effects.ts';
import { transact, type Context } from '../kernel/transact.ts';

/** Intends the PDF of each invoice; printed once, stored for ever. */
export function printInvoices(ctx: Context, invoices: { orderId: string; invoice: string }[]): Promise<void> {
  return transact(ctx, (tx) =>
    intendEffects(
      tx,
      invoices.map(({ orderId, invoice }) => ({
        kind: 'print',
        key: `invoice:${invoice}`,
        orderId,
        intent: { document: 'invoice', number: invoice },
      })),
    ),
  );
}
