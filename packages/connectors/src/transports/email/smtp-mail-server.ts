import { createTransport } from 'nodemailer';
import { z } from 'zod';
import type { MailServer, OutgoingMail } from '@kontor/domain/mails/mail-server.port';
import { smtpFailure, type SmtpProblem } from './smtp-failure.ts';

/** The merchant's outgoing mail server; without user nobody logs in. */
export const smtpConnection = z.object({
  host: z.string().min(1),
  port: z.number().int().positive(),
  /** TLS from the first byte (port 465); otherwise STARTTLS is used when offered. */
  secure: z.boolean().default(false),
  user: z.string().optional(),
  password: z.string().optional(),
});
export type SmtpConnection = z.output<typeof smtpConnection>;

/** Sends mails through few lasting connections; `close` lets waiting mails fail. */
export function smtpMailServer(connection: z.input<typeof smtpConnection>): MailServer & { close(): void } {
  const { user, password, ...server } = smtpConnection.parse(connection);
  const transport = createTransport({
    ...server,
    ...(user && { auth: { user, pass: password ?? '' } }),
    pool: true,
    maxConnections: 5,
    maxMessages: 100,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail) {
      const answer = await transport.sendMail(toMessage(mail)).catch((problem: SmtpProblem) => {
        throw smtpFailure(problem);
      });
      // the journal copy alone is no delivery
      const refusal =
        answer.rejected?.length && answer.rejectedErrors?.find((problem) => problem.recipient !== mail.journal);
      if (refusal) throw smtpFailure(refusal);
      return { receipt: answer.response };
    },
    async probe() {
      await transport.verify().catch((problem: SmtpProblem) => {
        throw smtpFailure(problem);
      });
    },
    close: () => transport.close(),
  };
}

function toMessage(mail: OutgoingMail) {
  return {
    envelope: { from: mail.from, to: mail.journal === null ? mail.to : [mail.to, mail.journal] },
    messageId: `<${mail.messageId}>`,
    from: mail.from,
    to: mail.to,
    ...(mail.replyTo && { replyTo: mail.replyTo }),
    ...(mail.inReplyTo && { inReplyTo: `<${mail.inReplyTo}>` }),
    ...(mail.references?.length && { references: mail.references.map((id) => `<${id}>`) }),
    subject: mail.subject,
    text: mail.text,
    ...(mail.html && { html: mail.html }),
    headers: { 'Auto-Submitted': 'auto-generated', ...mail.headers },
    attachments: mail.attachments.map(({ name, mediaType, bytes }) => ({
      filename: name,
      contentType: mediaType,
      content: Buffer.from(bytes),
    })),
  };
}
