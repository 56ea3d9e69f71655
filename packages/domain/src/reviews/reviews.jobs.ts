import { z } from 'zod';
import { defineJob } from '../kernel/jobs.ts';

/** Finds orders whose buyer may be asked for a review now (F37). */
export const requestReviews = defineJob({ name: 'reviews.request', input: z.object({}), retryLimit: 0 });
