import { z } from 'zod';
import { defineJob } from '../kernel/jobs.ts';

export const fetchOrders = defineJob({
  name: 'channels.fetch-orders',
  input: z.object({ channelId: z.string() }),
  retryLimit: 0,
});
export const fetchSettlements = defineJob({
  name: 'channels.fetch-settlements',
  input: z.object({ channelId: z.string() }),
  retryLimit: 0,
});
