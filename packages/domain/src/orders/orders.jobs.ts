import { z } from 'zod';
import { defineJob } from '../kernel/jobs.ts';

export const releaseOrders = defineJob({ name: 'orders.release', input: z.object({ orderId: z.string() }) });
