import { z } from 'zod';
import { defineJob } from '../kernel/jobs.ts';

/** Carries out a trial: connects, sends a sample. */
export const performTrial = defineJob({ name: 'carriers.perform-trial', input: z.object({ trialId: z.string() }) });
