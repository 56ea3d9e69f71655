import { z } from 'zod';
import { returnMapping } from './return-mapping.ts';

const text = z.string().trim().min(1);
const port = z.number().int().min(1).max(65_535);
/** The partner stands in our own network: loopback, private and link-local addresses are refused otherwise. */
const allowPrivate = z.boolean().default(false);
/** The server's certificate authority (PEM) when it is none that everybody trusts; certificates are always verified. */
const ca = z.string().optional();

/** How to reach a partner's SFTP server; `hostKeySha256` pins its key (hex or base64). */
export const sftpConnection = z.object({
  host: text,
  port: port.default(22),
  username: text,
  password: z.string().optional(),
  privateKey: z.string().optional(),
  hostKeySha256: text,
  allowPrivate,
});
export type SftpConnection = z.output<typeof sftpConnection>;

/** How to reach a partner's FTP server; `implicitTls`: FTPS from the first byte (port 990) instead of AUTH TLS. */
export const ftpConnection = z.object({
  host: text,
  port: port.optional(),
  username: text,
  password: z.string().default(''),
  ca,
  implicitTls: z.boolean().default(false),
  allowPrivate,
});
export type FtpConnection = z.output<typeof ftpConnection>;

/** A mailbox; `secure`: TLS from the first byte (993), else STARTTLS must be offered. */
export const imapConnection = z.object({
  host: text,
  port: port.default(993),
  secure: z.boolean().default(true),
  username: text,
  password: z.string().min(1),
  ca,
  allowPrivate,
});
export type ImapConnection = z.output<typeof imapConnection>;

/** A partner's HTTP interface: files are posted to `url`, and `url?shipment=<key>` tells which it has. */
export const httpConnection = z.object({
  url: z.url({ protocol: /^https?$/ }),
  /** Sent as bearer token, or alone in the header of this name. */
  apiKey: z.string().optional(),
  apiKeyHeader: z
    .string()
    .regex(/^[\w-]{1,60}$/)
    .optional(),
  /** Basic authentication instead. */
  username: z.string().optional(),
  password: z.string().optional(),
  ca,
  /** The interface can be asked by key: only then a lost answer is ever settled without a person. */
  readBack: z.boolean().default(true),
  allowPrivate,
});
export type HttpConnection = z.output<typeof httpConnection>;

const folder = text.transform((path) => path.replace(/(?<=.)\/+$/, ''));
/** Where files are put, and where the partner puts what it has taken: without `archive` a missing file proves nothing. */
const drop = { inbox: folder, archive: folder.optional() };
/** Where files are taken from and put aside; `only` is a mask: '*.csv'. */
const pickUp = { folder, done: folder, only: z.string().optional() };
const pollSeconds = z.number().positive().default(60);
const mapping = returnMapping;
/** Mails: the answer stands in attachments whose name ends like this, else in the text. */
const attachment = z.string().optional();

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
  z.object({ source: z.literal('sftp'), ...sftpConnection.shape, ...pickUp, pollSeconds, mapping }),
  z.object({ source: z.literal('ftp'), ...ftpConnection.shape, ...pickUp, pollSeconds, mapping }),
  z.object({ source: z.literal('ftps'), ...ftpConnection.shape, ...pickUp, pollSeconds, mapping }),
  z.object({
    source: z.literal('imap'),
    ...imapConnection.shape,
    folder: text.default('INBOX'),
    done: text.default('Done'),
    pollSeconds,
    attachment,
    mapping,
  }),
  z.object({ source: z.literal('email'), from: z.email(), attachment, mapping }),
  z.object({ source: z.literal('http'), secret: z.string().min(1), mapping }),
]);
export type ReturnsConfig = z.output<typeof returnsConfig>;

/** Places that are looked into in a rhythm; the other answers come to us. */
export const isPolled = (source: string): boolean => ['sftp', 'ftp', 'ftps', 'imap'].includes(source);
