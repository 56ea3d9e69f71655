import { z } from 'zod';
import { instant } from './amazon.wire.ts';

// What we read of Amazon's Feeds API 2021-06-30.

const text = z.string().nullish();

export const feedDocumentCreated = z.object({ feedDocumentId: z.string().min(1), url: z.url() });
export const feedCreated = z.object({ feedId: z.string().min(1) });

const feed = z.object({
  feedId: z.string(),
  createdTime: instant,
  processingStatus: z.string(),
  resultFeedDocumentId: text,
});
export const feedAnswer = feed;
export const feedPage = z.object({ feeds: z.array(feed), nextToken: text });

export const feedDocument = z.object({ url: z.url() });
