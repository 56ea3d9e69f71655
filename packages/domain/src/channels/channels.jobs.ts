import { z } from 'zod';
import { defineJob } from '../kernel/jobs.ts';

const ofChannel = z.object({ channelId: z.string() });

export const fetchOrders = defineJob({ name: 'channels.fetch-orders', input: ofChannel, retryLimit: 0 });
/** Takes the changes that the channel signals. */
export const receiveChanges = defineJob({ name: 'channels.receive-changes', input: ofChannel, retryLimit: 0 });
/** Asks again for personal data and amounts that the channel withheld. */
export const fetchMissingData = defineJob({ name: 'channels.fetch-missing-data', input: ofChannel, retryLimit: 0 });
/** Compares each day with the channel's own list (F6). */
export const proveDays = defineJob({ name: 'channels.prove-days', input: ofChannel, retryLimit: 0 });
export const backfillOrders = defineJob({ name: 'channels.backfill', input: z.object({ backfillId: z.string() }) });
export const fetchSettlements = defineJob({ name: 'channels.fetch-settlements', input: ofChannel, retryLimit: 0 });
export const fetchMovements = defineJob({ name: 'channels.fetch-movements', input: ofChannel, retryLimit: 0 });
