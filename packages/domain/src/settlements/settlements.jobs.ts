import { z } from 'zod';
import { defineJob } from '../kernel/jobs.ts';

export const takeSettlements = defineJob({ name: 'settlements.take', input: z.object({ settlementId: z.string() }) });
export const matchPayments = defineJob({
  name: 'settlements.match-payments',
  input: z.object({ orderId: z.string() }),
});
/** Looks for money and invoices that have waited too long for each other. */
export const watchPayments = defineJob({ name: 'settlements.watch-payments', input: z.object({}) });
