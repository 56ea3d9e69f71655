import { intendEffects } from '../effects/intend-effects.ts';
import { transact, type Context } from '../kernel/transact.ts';

/** Intends the PDF of each invoice; printed once, stored for ever. */
export const printInvoices = (ctx: Context, invoices: { orderId: string; invoice: string }[]): Promise<void> =>
  print(
    ctx,
    'invoice',
    invoices.map(({ orderId, invoice }) => ({ orderId, number: invoice })),
  );

/** Intends the PDF of each credit note. */
export const printCreditNotes = (ctx: Context, notes: { orderId: string; creditNote: string }[]): Promise<void> =>
  print(
    ctx,
    'credit_note',
    notes.map(({ orderId, creditNote }) => ({ orderId, number: creditNote })),
  );

const print = (
  ctx: Context,
  document: 'invoice' | 'credit_note',
  of: { orderId: string; number: string }[],
): Promise<void> =>
  transact(ctx, (tx) =>
    intendEffects(
      tx,
      of.map(({ orderId, number }) => ({
        kind: 'print',
        key: `${document}:${number}`,
        orderId,
        intent: { document, number },
      })),
    ),
  );
