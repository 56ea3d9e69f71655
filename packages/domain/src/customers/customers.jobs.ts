import { z } from 'zod';
import { defineJob } from '../kernel/jobs.ts';

export const matchCustomers = defineJob({ name: 'customers.match', input: z.object({ orderId: z.string() }) });
