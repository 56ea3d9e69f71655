import { z } from 'zod';
import { defineJob } from '../kernel/jobs.ts';

export const issueInvoices = defineJob({ name: 'invoices.issue', input: z.object({ orderId: z.string() }) });
export const printInvoices = defineJob({
  name: 'invoices.print',
  input: z.object({ orderId: z.string(), invoice: z.string() }),
});
export const printCreditNotes = defineJob({
  name: 'invoices.print-credit-notes',
  input: z.object({ orderId: z.string(), creditNote: z.string() }),
});
/** Takes back the invoices of orders that were cancelled after all. */
export const creditCancelled = defineJob({
  name: 'invoices.credit-cancelled',
  input: z.object({ orderId: z.string() }),
});
/** Writes the credit note of a refund that the channel has accepted. */
export const creditRefunds = defineJob({
  name: 'invoices.credit-refunds',
  input: z.object({ orderId: z.string(), reference: z.string(), amountCents: z.number().int() }),
});
export const checkVatIds = defineJob({ name: 'invoices.check-vat-ids', input: z.object({}), retryLimit: 0 });
export const watchMissingInvoices = defineJob({ name: 'invoices.watch-missing', input: z.object({}), retryLimit: 0 });
export const watchChains = defineJob({ name: 'invoices.watch-chains', input: z.object({}), retryLimit: 0 });
/** Uploads printed invoices and credit notes where the channel wants them (F31). */
export const uploadInvoices = defineJob({
  name: 'invoices.upload',
  input: z.object({ orderId: z.string(), number: z.string() }),
});
