import { z } from 'zod';
import { returnPatterns } from '../formats/text/return.text.ts';
import { sftpConnection } from '../transports/sftp/sftp-session.ts';

const folder = z
  .string()
  .min(1)
  .transform((path) => path.replace(/(?<=.)\/+$/, ''));
const handOverFormat = z.enum(['csv', 'json', 'pdf']);
export type HandOverFormat = z.output<typeof handOverFormat>;

/** How shipments reach a carrier. */
export const handOverConfig = z.discriminatedUnion('transport', [
  z.object({ transport: z.literal('none') }),
  z.object({
    transport: z.literal('sftp'),
    format: handOverFormat,
    ...sftpConnection.shape,
    inbox: folder,
    /** Where the partner puts what it has taken; without it a missing file proves nothing. */
    archive: folder.optional(),
  }),
  z.object({
    transport: z.literal('email'),
    format: handOverFormat,
    to: z.email(),
    graceSeconds: z.number().positive().optional(),
  }),
  z.object({ transport: z.literal('http'), format: z.literal('json'), url: z.url(), apiKey: z.string().min(1) }),
]);
export type HandOverConfig = z.output<typeof handOverConfig>;

/** How a carrier's confirmations reach us. */
export const returnsConfig = z.discriminatedUnion('source', [
  z.object({ source: z.literal('none') }),
  z.object({
    source: z.literal('sftp'),
    format: z.enum(['csv', 'json']),
    ...sftpConnection.shape,
    folder,
    done: folder,
    pollSeconds: z.number().positive().default(60),
  }),
  z.object({ source: z.literal('email'), from: z.email(), pattern: returnPatterns }),
  z.object({ source: z.literal('http'), secret: z.string().min(1) }),
]);
export type ReturnsConfig = z.output<typeof returnsConfig>;
