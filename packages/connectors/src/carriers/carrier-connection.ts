import { z } from 'zod';
import { returnMapping } from '@kontor/domain/carriers/return-mapping';
import { ftpConnection } from '../transports/ftp/ftp-session.ts';
import { httpConnection } from '../transports/http/http-transport.ts';
import { imapConnection } from '../transports/imap/imap-mailbox.ts';
import { sftpConnection } from '../transports/sftp/sftp-session.ts';

const folder = z
  .string()
  .min(1)
  .transform((path) => path.replace(/(?<=.)\/+$/, ''));
/** Where files are put, and where the partner puts what it has taken: without `archive` a missing file proves nothing. */
const drop = { inbox: folder, archive: folder.optional() };
/** Where files are taken from and put aside; `only` is a mask: '*.csv'. */
const pickUp = { folder, done: folder, only: z.string().optional() };
const rhythm = { pollSeconds: z.number().positive().default(60) };
const mapping = { mapping: returnMapping };
/** Mails: the answer stands in attachments whose name ends like this, else in the text. */
const letter = { attachment: z.string().optional() };

/** How shipments reach a carrier. */
export const handOverConfig = z.discriminatedUnion('transport', [
  z.object({ transport: z.literal('none') }),
  z.object({ transport: z.literal('sftp'), ...sftpConnection.shape, ...drop }),
  z.object({ transport: z.literal('ftp'), ...ftpConnection.shape, ...drop }),
  z.object({ transport: z.literal('ftps'), ...ftpConnection.shape, ...drop }),
  z.object({ transport: z.literal('email'), to: z.email(), graceSeconds: z.number().positive().optional() }),
  z.object({ transport: z.literal('http'), ...httpConnection.shape }),
]);
export type HandOverConfig = z.output<typeof handOverConfig>;

/** How a carrier's confirmations reach us. */
export const returnsConfig = z.discriminatedUnion('source', [
  z.object({ source: z.literal('none') }),
  z.object({ source: z.literal('sftp'), ...sftpConnection.shape, ...pickUp, ...rhythm, ...mapping }),
  z.object({ source: z.literal('ftp'), ...ftpConnection.shape, ...pickUp, ...rhythm, ...mapping }),
  z.object({ source: z.literal('ftps'), ...ftpConnection.shape, ...pickUp, ...rhythm, ...mapping }),
  z.object({
    source: z.literal('imap'),
    ...imapConnection.shape,
    folder: z.string().default('INBOX'),
    done: z.string().default('Done'),
    ...rhythm,
    ...letter,
    ...mapping,
  }),
  z.object({ source: z.literal('email'), from: z.email(), ...letter, ...mapping }),
  z.object({ source: z.literal('http'), secret: z.string().min(1), ...mapping }),
]);
export type ReturnsConfig = z.output<typeof returnsConfig>;
