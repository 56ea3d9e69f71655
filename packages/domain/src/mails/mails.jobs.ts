import { z } from 'zod';
import { defineJob } from '../kernel/jobs.ts';

export const mailReceived = defineJob({ name: 'mails.received', input: z.object({ orderId: z.string() }) });
export const mailShipped = defineJob({
  name: 'mails.shipped',
  input: z.object({ orderId: z.string(), shipmentId: z.string() }),
});
export const mailCreditNote = defineJob({
  name: 'mails.credit-note',
  input: z.object({ orderId: z.string(), number: z.string() }),
});
export const mailInvoice = defineJob({ name: 'mails.invoice', input: z.object({ orderId: z.string() }) });
