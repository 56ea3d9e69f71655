import type { DeliveredMail } from '@kontor/connectors/transports/email/receive-mail';
import type { Context } from '@kontor/domain/kernel/transact';
import { loadCompany } from '@kontor/domain/company/seller';
import { noteJournalCopy } from '@kontor/domain/mails/journal';
import { receiveMessages } from '@kontor/domain/shipments/receive-messages';

/** Stores a delivered mail: our own journal copy proves a mail of ours, anything else is a message to be read. */
export async function receiveMail(ctx: Context, mail: DeliveredMail): Promise<void> {
  const { mailJournal } = await loadCompany(ctx);
  const journal = mailJournal?.toLowerCase();
  const recipients = mail.envelopeTo.map((address) => address.toLowerCase());
  if (mail.messageId && journal && recipients.includes(journal)) await noteJournalCopy(ctx, mail.messageId);
  if (recipients.some((address) => address !== journal))
    await receiveMessages(ctx, [
      {
        source: 'mail',
        carrierId: null,
        name: mail.messageId ?? 'without id',
        bytes: mail.bytes,
        messageId: mail.messageId,
      },
    ]);
}
