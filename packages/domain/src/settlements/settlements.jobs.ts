import { z } from 'zod';
import { defineJob } from '../kernel/jobs.ts';

export const takeSettlements = defineJob({ name: 'settlements.take', input: z.object({ settlementId: z.string() }) });
export const matchPayments = defineJob({
  name: 'settlements.match-payments',
  input: z.object({ orderId: z.string() }),
});
