import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { readMail, type ReadMail } from './read-mail.ts';

export interface TakenMail extends ReadMail {
  envelopeFrom: string;
  envelopeTo: string[];
  raw: string;
}

/** What goes wrong: a reply code at a step, or the connection is dropped after the mail was read. */
export interface SmtpFaults {
  rcpt?: (address: string) => number | null;
  data?: number | 'drop';
}

/** A real SMTP server on loopback that keeps what it took. */
export async function smtpServer(faults: SmtpFaults = {}) {
  const mails: TakenMail[] = [];
  const refuse = (responseCode: number): Error => Object.assign(new Error('no'), { responseCode });
  const options: SMTPServerOptions = {
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onRcptTo({ address }, _session, done) {
      const code = faults.rcpt?.(address);
      done(code ? refuse(code) : null);
    },
    async onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
      if (faults.data === 'drop') return server.connections.forEach((connection) => connection.close());
      if (faults.data) return done(refuse(faults.data));
      const raw = Buffer.concat(chunks);
      const mailFrom = envelope.mailFrom ? envelope.mailFrom.address : '';
      const envelopeTo = envelope.rcptTo.map(({ address }) => address);
      mails.push({ ...(await readMail(raw)), envelopeFrom: mailFrom, envelopeTo, raw: raw.toString() });
      done();
    },
  };
  const server = new SMTPServer(options) as SMTPServer & { connections: Set<{ close(): void }> };
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
