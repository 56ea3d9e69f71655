import type { CarrierTransport, Transmission } from '@kontor/domain/carriers/carrier-transport.port';
import type { MailServer, OutgoingMail } from '@kontor/domain/mails/mail-server.port';
import type { Note } from '../files/remote-files.ts';

/** What sending by mail needs besides the address; the journal copy is the proof of arrival. */
export interface EmailDeps {
  mailServer: MailServer;
  /** The merchant's sender, as in a From line. */
  from: string;
  journal: string | null;
  /** Has the journal copy of this mail come back (Message-ID without brackets)? */
  hasJournalCopy(messageId: string): Promise<boolean>;
  now?: () => Date;
  note?: Note | undefined;
}

/** Mails hand-overs to a partner; a mail in doubt counts as absent when its journal copy is missing after `graceSeconds` (default 120). */
export function emailTransport(
  o: { to: string; graceSeconds?: number | undefined },
  deps: EmailDeps,
): CarrierTransport {
  const { to, graceSeconds = 120 } = o;
  const { mailServer, hasJournalCopy, now = () => new Date() } = deps;
  return {
    async send(transmission) {
      const answer = await mailServer.send(toMail(transmission, to, deps));
      deps.note?.(`mail to ${to}: ${answer.receipt}`);
      return answer;
    },
    async probe() {
      await mailServer.probe();
      deps.note?.('mail server: connected');
    },
    async verify({ key }, doubtSince) {
      if (await hasJournalCopy(handOverMessageId(key))) return 'arrived';
      // without a journal nothing can prove that the mail is not there
      const isWaitOver = now().getTime() - doubtSince.getTime() >= graceSeconds * 1000;
      return isWaitOver && deps.journal !== null ? 'absent' : 'unknown';
    },
  };
}

/** The Message-ID of a hand-over, the same at every try. */
export const handOverMessageId = (key: string): string => `handover.${key}@kontor`;

function toMail({ key, mail, orderNumber, file }: Transmission, to: string, deps: EmailDeps): OutgoingMail {
  return {
    messageId: handOverMessageId(key),
    from: deps.from,
    to,
    journal: deps.journal,
    ...mail,
    headers: { 'X-Kontor-Kind': 'handover', ...(orderNumber ? { 'X-Kontor-Order': orderNumber } : {}) },
    attachments: [file],
  };
}
