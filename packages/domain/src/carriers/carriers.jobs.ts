import { z } from 'zod';
import { defineJob } from '../kernel/jobs.ts';

/** Makes a scheduled matrix active when its time has come. */
export const armMatrix = defineJob({ name: 'carriers.arm-matrix', input: z.object({}), retryLimit: 0 });
