import { z } from 'zod';
import type { Dataset } from './datasets.ts';

/** A page token goes with the arguments of its first page, else Amazon refuses it or skips orders. */
const cursor = z.object({
  period: z.record(z.string(), z.string()),
  included: z.array(z.custom<Dataset>((value) => typeof value === 'string')),
  token: z.string(),
  /** Up to when the pages so far are complete (milliseconds). */
  until: z.number(),
  /** How often the chain of pages began again of late, and when last (milliseconds). */
  restarts: z.number(),
  restartedAt: z.number().nullable(),
});
export type PageCursor = z.output<typeof cursor>;

export const encodeCursor = (page: object): string => Buffer.from(JSON.stringify(page)).toString('base64url');

/** What was encoded; null for anything else (an older version's), so that the chain begins again. */
export function decodeAs<S extends z.ZodType>(schema: S, text: string): z.output<S> | null {
  try {
    return schema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    return null;
  }
}

export const decodeCursor = (text: string): PageCursor | null => decodeAs(cursor, text);
