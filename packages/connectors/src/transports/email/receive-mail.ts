import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { failureCode } from '../../kit/http-error.ts';
import { type Log, noLog } from '../../kit/log.ts';
import { readMail } from './read-mail.ts';

/** A mail as it was delivered; the head is read, the rest is still raw. */
export interface DeliveredMail {
  envelopeFrom: string;
  envelopeTo: string[];
  bytes: Uint8Array;
  messageId: string | null;
  from: string | null;
  subject: string;
}

export interface MailListener {
  port: number;
  close(): Promise<void>;
}

const hasCode = (error: unknown, code: number): error is Error =>
  error instanceof Error && 'responseCode' in error && error.responseCode === code;
const refuse = (responseCode: number, text: string): Error => Object.assign(new Error(text), { responseCode });

/**
 * Listens for mail to `domains`. 250 is said only after `onMail` resolved; when it rejects the sender gets 451 and tries
 * again. Larger mails than `maxBytes` get 552, foreign recipients 550.
 */
export async function listenForMail(o: {
  host: string;
  port: number;
  maxBytes: number;
  domains: string[];
  onMail: (mail: DeliveredMail) => Promise<void>;
  log?: Log;
}): Promise<MailListener> {
  const { log = noLog } = o;
  const isOurs = (address: string): boolean => o.domains.includes(address.split('@').at(-1)!.toLowerCase());
  const take = async (stream: SMTPServerDataStream, session: SMTPServerSession): Promise<Error | null> => {
    try {
      await o.onMail(await receive(stream, session, o.maxBytes));
      return null;
    } catch (error) {
      log.warn({ problem: failureCode(error) }, 'mail not taken');
      return hasCode(error, 552) ? error : refuse(451, 'cannot take the mail now, try again');
    }
  };
  const server = new SMTPServer({
    banner: 'Kontor',
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    size: o.maxBytes,
    socketTimeout: 60_000,
    // relays keep idle connections open for long: they must not hold up our end
    closeTimeout: 2000,
    onRcptTo: ({ address }, _session, done) => done(isOurs(address) ? null : refuse(550, 'no such recipient here')),
    onData: async (stream, session, done) => done(await take(stream, session)),
  });
  // a peer that vanishes must not end the process
  server.on('error', (error) => log.warn({ problem: failureCode(error) }, 'mail listener'));
  await listen(server, o.port, o.host);
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function listen(server: SMTPServer, port: number, host: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.server.once('error', reject);
  server.listen(port, host, () => {
    server.server.off('error', reject);
    resolve();
  });
  return promise;
}

async function receive(
  stream: SMTPServerDataStream,
  { envelope }: SMTPServerSession,
  maxBytes: number,
): Promise<DeliveredMail> {
  const bytes = await readAtMost(stream, maxBytes);
  const { messageId, from, subject } = await readMail(headOf(bytes));
  return {
    envelopeFrom: envelope.mailFrom ? envelope.mailFrom.address : '',
    envelopeTo: envelope.rcptTo.map(({ address }) => address),
    bytes,
    messageId,
    from,
    subject,
  };
}

/** Reads to the end, else the sender would never hear the answer, but keeps no more than allowed. */
async function readAtMost(stream: SMTPServerDataStream, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= maxBytes) chunks.push(chunk);
  }
  if (length > maxBytes) throw refuse(552, 'message too large');
  return Buffer.concat(chunks);
}

function headOf(bytes: Buffer): Buffer {
  const end = bytes.indexOf('\r\n\r\n');
  return end < 0 ? bytes : bytes.subarray(0, end + 4);
}
