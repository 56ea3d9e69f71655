import { z } from 'zod';
import { defineJob } from '../kernel/jobs.ts';

/** Makes a scheduled matrix active when its time has come. */
export const armMatrix = defineJob({ name: 'carriers.arm-matrix', input: z.object({}), retryLimit: 0 });

/** Carries out a trial: connects, sends a sample. */
export const performTrial = defineJob({ name: 'carriers.perform-trial', input: z.object({ trialId: z.string() }) });
