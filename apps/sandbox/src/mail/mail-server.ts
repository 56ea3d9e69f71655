import { simpleParser } from 'mailparser';
import nodemailer from 'nodemailer';
import { SMTPServer } from 'smtp-server';
import type { World } from '../world.ts';

export interface StoredMail {
  messageId: string;
  from: string;
  to: string[];
  subject: string;
  kind: string | null;
  order: string | null;
  at: string;
  attachments: { name: string; bytes: number }[];
}

type Taker = (mail: StoredMail, raw: Buffer) => Promise<void> | void;

const ours = '@kontor.test';

/** The mail server of the world: keeps every mail for show, relays what belongs to the merchant, hands partners theirs. */
export class MailServer {
  readonly #world: World;
  readonly #takers = new Map<string, Taker>();
  readonly #relay;
  readonly #server: SMTPServer;

  constructor(world: World) {
    this.#world = world;
    this.#relay = nodemailer.createTransport({
      host: world.settings.KONTOR_MAIL_HOST,
      port: world.settings.KONTOR_MAIL_PORT,
      ignoreTLS: true,
      pool: true,
      maxConnections: 3,
      socketTimeout: 10_000,
      connectionTimeout: 3_000,
    });
    world.timers.on<{ from: string; to: string; n?: number; raw?: string }>('relay', async ({ from, to, n, raw }) => {
      const message = raw ?? this.#raw(n!);
      await this.#relay.sendMail({ envelope: { from, to }, raw: message });
    });
    this.#server = new SMTPServer({
      banner: 'Sandbox mail',
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      logger: false,
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const { mailFrom, rcptTo } = session.envelope;
          this.#take(
            Buffer.concat(chunks),
            mailFrom ? mailFrom.address : '',
            rcptTo.map(({ address }) => address),
          ).then(() => done(), done);
        });
      },
    });
    this.#server.on('error', () => {});
  }

  listen(): Promise<void> {
    const { SANDBOX_SMTP_PORT: port, SANDBOX_HOST: host } = this.#world.settings;
    return new Promise((resolve, reject) => {
      this.#server.server.once('error', reject);
      this.#server.listen(port, host, () => resolve());
    });
  }

  close(): Promise<void> {
    this.#relay.close();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  /** Mail to this address is handed to a partner of the world. */
  deliverTo(address: string, taker: Taker): void {
    this.#takers.set(address, taker);
  }

  /** A partner writes to the merchant. */
  send(key: string, mail: { from: string; to: string; subject: string; text: string }): void {
    const raw = [
      `From: ${mail.from}`,
      `To: ${mail.to}`,
      `Subject: =?utf-8?B?${Buffer.from(mail.subject).toString('base64')}?=`,
      `Message-ID: <${key.replaceAll(':', '.')}@sandbox.test>`,
      `Date: ${new Date().toUTCString()}`,
      'Content-Type: text/plain; charset=utf-8',
      '',
      mail.text,
    ].join('\r\n');
    this.#world.timers.set(`relay:${key}`, 'relay', 0, { from: mail.from, to: mail.to, raw });
  }

  list(limit = 1_000_000): (StoredMail & { n: number })[] {
    const rows = this.#world.state.all<{ n: number; data: string }>(
      'select n, data from mail order by n desc limit ?',
      limit,
    );
    return rows.map(({ n, data }) => ({ n, ...(JSON.parse(data) as StoredMail) }));
  }

  #raw(n: number): Buffer {
    return Buffer.from(this.#world.state.get<{ raw: Uint8Array }>('select raw from mail where n = ?', n)!.raw);
  }

  /** Stores, queues the copies, and only then says 250. */
  async #take(raw: Buffer, from: string, to: string[]): Promise<void> {
    const mail = await read(raw, to);
    this.#world.state.atomically(() => {
      const { n } = this.#world.state.get<{ n: number }>(
        'insert into mail (data, raw) values (?, ?) returning n',
        JSON.stringify(mail),
        raw,
      )!;
      for (const address of to.filter((rcpt) => rcpt.endsWith(ours)))
        this.#world.timers.set(`relay:${n}:${address}`, 'relay', 0, { from, to: address, n });
    });
    for (const address of to) await this.#takers.get(address)?.(mail, raw);
  }

  /** One mail with its parts, for show. */
  async open(n: number) {
    const row = this.#world.state.get<{ raw: Uint8Array }>('select raw from mail where n = ?', n);
    return row ? simpleParser(Buffer.from(row.raw)) : null;
  }
}

async function read(raw: Buffer, to: string[]): Promise<StoredMail> {
  const { messageId, from, subject, headers, attachments } = await simpleParser(raw, {
    skipHtmlToText: true,
    skipTextToHtml: true,
  });
  return {
    messageId: messageId ?? '',
    from: from?.value[0]?.address ?? '',
    to,
    subject: subject ?? '',
    kind: (headers.get('x-kontor-kind') as string | undefined) ?? null,
    order: (headers.get('x-kontor-order') as string | undefined) ?? null,
    at: new Date().toISOString(),
    attachments: attachments.map(({ filename, size }) => ({ name: filename ?? '', bytes: size })),
  };
}
