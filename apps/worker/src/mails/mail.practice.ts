import { renderMail, type WrittenMail } from '@kontor/connectors/formats/mail/render-mail';
import { TemplateFault } from '@kontor/connectors/formats/template/template-fault';
import type { Company } from '@kontor/domain/company/company.entity';
import { loadCompany } from '@kontor/domain/company/seller';
import type { Effect } from '@kontor/domain/effects/effect.entity';
import type { Act, EffectPractice } from '@kontor/domain/effects/perform-effects';
import { by } from '@kontor/domain/kernel/batch';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import type { Transaction } from '@kontor/domain/kernel/transact';
import { bringsDocument, loadLetters, mailDataOf, type Letter } from '@kontor/domain/mails/load-letters';
import type { MailContent, MailData } from '@kontor/domain/mails/mail-content';
import type { MailSent } from '@kontor/domain/mails/mail.events';
import type { OutgoingMail } from '@kontor/domain/mails/mail-server.port';
import { messageIdOf } from '@kontor/domain/mails/message-id';
import type { Reply } from '@kontor/domain/mails/queue-reply';
import { currentContents, type CurrentContent, type MailPlace } from '@kontor/domain/mails/save-mail-template';
import { suppressions } from '@kontor/domain/mails/suppress-address';
import type { MailKind, MailPurpose } from '@kontor/domain/mails/write-mails';
import { Order } from '@kontor/domain/orders/order.entity';
import type { Work } from '../handle.ts';

type ContentOf = (place: MailPlace) => CurrentContent;

const purposeOf = (effect: Effect): MailPurpose => effect.intent.mail as MailPurpose;

/** Mails customers; a mail in doubt is proved by its journal copy (docs/decisions/0003). */
export const mailPractice = (work: Work): EffectPractice => ({
  concurrency: 5,
  revoke: revokeSuppressed,
  async prepare(ctx, effects) {
    const company = await loadCompany(ctx);
    const letters = await loadLetters(ctx, effects);
    const contentOf = await currentContents(ctx);
    const writer = (effect: Effect): (() => OutgoingMail) | null => {
      if (purposeOf(effect) === 'reply') return () => toReply(company, effect);
      const letter = letters(effect);
      if (!letter || (bringsDocument(effect) && !letter.attachment)) return null;
      return () => toMail(company, effect, letter, contentOf);
    };
    return new Map(
      effects.flatMap((effect) => {
        const write = writer(effect);
        return write ? [[effect.id, mailAct(work, company, messageIdOf(effect.key), write)] as const] : [];
      }),
    );
  },
  async arrived(tx, effects) {
    for (const effect of effects)
      if (effect.orderId)
        tx.record({ type: 'MailSent', orderId: effect.orderId, kind: purposeOf(effect) } satisfies MailSent);
  },
});

/** Mails to addresses that are not to be written to; the effect says why. */
async function revokeSuppressed(tx: Transaction, effects: Effect[]): Promise<Set<Effect>> {
  const ids = effects.flatMap(({ orderId }) => orderId ?? []);
  const orders = by(await tx.em.find(Order, { id: { $in: ids } }), (order) => order.id);
  const addressOf = ({ orderId }: Effect): string => orders.get(orderId ?? '')?.buyerEmail ?? '';
  const why = await suppressions(tx, effects.map(addressOf));
  const revoked = new Set<Effect>();
  for (const effect of effects) {
    const reason = why(addressOf(effect), purposeOf(effect));
    if (!reason) continue;
    effect.lastError = `address suppressed: ${reason}`;
    revoked.add(effect);
  }
  return revoked;
}

function mailAct({ connections }: Work, company: Company, messageId: string, write: () => OutgoingMail): Act {
  return {
    send: async () => connections.mailServer(company).send(write()),
    async verify(doubtSince) {
      if (await connections.hasJournalCopy(messageId)) return 'arrived';
      const waited = (Date.now() - doubtSince.getTime()) / 1_000;
      return company.mailJournal && waited >= connections.journalGraceSeconds ? 'absent' : 'unknown';
    },
  };
}

function toMail(company: Company, effect: Effect, letter: Letter, contentOf: ContentOf): OutgoingMail {
  const kind = purposeOf(effect) as MailKind;
  const { order, attachment } = letter;
  const data = mailDataOf(company, letter);
  const { content } = contentOf({ kind, language: data.language, channelId: order.channelId });
  const written = render(content, data);
  const attachments = attachment
    ? [{ name: `${attachment.number}.pdf`, mediaType: attachment.mediaType, bytes: attachment.bytes! }]
    : [];
  return {
    ...written,
    messageId: messageIdOf(effect.key),
    from: company.mailFrom,
    to: order.buyerEmail!,
    journal: company.mailJournal ?? null,
    headers: { 'X-Kontor-Kind': kind, 'X-Kontor-Order': order.number },
    attachments,
  };
}

/** A template that cannot be filled is for a person. */
function render(content: MailContent, data: MailData): WrittenMail {
  try {
    return renderMail(content, data);
  } catch (error) {
    if (!(error instanceof TemplateFault)) throw error;
    throw new ConnectorError(error.message, { retryable: false, arrived: 'no', cause: error });
  }
}

/** What a clerk wrote goes out as it was queued. */
function toReply(company: Company, effect: Effect): OutgoingMail {
  const { to, subject, text, replyTo, inReplyTo, references } = effect.intent as unknown as Omit<Reply, 'cause'>;
  return {
    messageId: messageIdOf(effect.key),
    from: company.mailFrom,
    to,
    replyTo,
    inReplyTo,
    references,
    journal: company.mailJournal ?? null,
    subject,
    text,
    html: '',
    // A person wrote it.
    headers: { 'X-Kontor-Kind': 'reply', 'Auto-Submitted': 'no' },
    attachments: [],
  };
}
