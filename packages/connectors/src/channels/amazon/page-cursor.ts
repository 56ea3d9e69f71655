import { z } from 'zod';
import type { Dataset } from './datasets.ts';

/** A page token goes with the arguments of its first page, else Amazon refuses it or skips orders. */
const cursor = z.object({
  since: z.string(),
  included: z.array(z.custom<Dataset>((value) => typeof value === 'string')),
  token: z.string(),
});
export type PageCursor = z.output<typeof cursor>;

export const encodeCursor = (page: PageCursor): string => Buffer.from(JSON.stringify(page)).toString('base64url');

/** Throws when the text is none of ours. */
export const decodeCursor = (text: string): PageCursor =>
  cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
