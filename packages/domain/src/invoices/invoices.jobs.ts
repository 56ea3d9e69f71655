import { z } from 'zod';
import { defineJob } from '../kernel/jobs.ts';

export const issueInvoices = defineJob({ name: 'invoices.issue', input: z.object({ orderId: z.string() }) });
export const printInvoices = defineJob({
  name: 'invoices.print',
  input: z.object({ orderId: z.string(), invoice: z.string() }),
});
/** Uploads printed invoices where the channel wants them (F31). */
export const uploadInvoices = defineJob({
  name: 'invoices.upload',
  input: z.object({ orderId: z.string(), number: z.string() }),
});
