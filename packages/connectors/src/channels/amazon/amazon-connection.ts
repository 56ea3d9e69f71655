import { z } from 'zod';

/** Where an account's change signals arrive; `endpoint` only for a queue that is not Amazon's. */
const queue = z.object({
  url: z.url(),
  region: z.string().min(1),
  endpoint: z.url().optional(),
  accessKeyId: z.string().min(1),
  secretAccessKey: z.string().min(1),
});
export type QueueConnection = z.output<typeof queue>;

/** One seller account with the marketplaces it sells on. */
export const amazonConnection = z.object({
  endpoint: z.url(),
  tokenUrl: z.url(),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  refreshToken: z.string().min(1),
  sellerId: z.string().min(1),
  /** At most 50 (searchOrders). */
  marketplaceIds: z.array(z.string().min(1)).min(1).max(50),
  queue: queue.optional(),
});
export type AmazonConnection = z.output<typeof amazonConnection>;
