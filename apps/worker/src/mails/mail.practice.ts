import { loadCompany } from '@kontor/domain/company/seller';
import type { Company } from '@kontor/domain/company/company.entity';
import { Document } from '@kontor/domain/documents/document.entity';
import type { Effect } from '@kontor/domain/effects/effect.entity';
import type { Act, EffectPractice } from '@kontor/domain/effects/perform-effects';
import { by, grouped } from '@kontor/domain/kernel/batch';
import type { Context, Transaction } from '@kontor/domain/kernel/transact';
import type { MailSent } from '@kontor/domain/mails/mail.events';
import type { OutgoingMail } from '@kontor/domain/mails/mail-server.port';
import { messageIdOf } from '@kontor/domain/mails/message-id';
import type { Reply } from '@kontor/domain/mails/queue-reply';
import { suppressions } from '@kontor/domain/mails/suppress-address';
import { languageOf, writeMail, type MailData } from '@kontor/domain/mails/mail-templates';
import type { Language } from '@kontor/domain/mails/mail-texts';
import type { MailKind, MailPurpose } from '@kontor/domain/mails/write-mails';
import { Order, OrderLine } from '@kontor/domain/orders/order.entity';
import { linesIn, Parcel, Shipment } from '@kontor/domain/shipments/shipment.entity';
import { trackingUrl } from '@kontor/domain/shipments/tracking';
import type { Work } from '../handle.ts';

const purposeOf = (effect: Effect): MailPurpose => effect.intent.mail as MailPurpose;

/** Mails customers; a mail in doubt is proved by its journal copy (docs/decisions/0003). */
export const mailPractice = (work: Work): EffectPractice => ({
  concurrency: 5,
  revoke: revokeSuppressed,
  async prepare(ctx, effects) {
    const company = await loadCompany(ctx);
    const letters = await load(ctx, effects);
    return new Map(
      effects.flatMap((effect) => {
        const letter = purposeOf(effect) === 'reply' ? null : letters(effect);
        const mail = letter ? toMail(company, effect, letter) : toReply(company, effect);
        return mail ? [[effect.id, mailAct(work, company, mail)] as const] : [];
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

function mailAct({ connections }: Work, company: Company, mail: OutgoingMail): Act {
  return {
    send: () => connections.mailServer(company).send(mail),
    async verify(doubtSince) {
      if (await connections.hasJournalCopy(mail.messageId)) return 'arrived';
      const waited = (Date.now() - doubtSince.getTime()) / 1_000;
      return mail.journal && waited >= connections.journalGraceSeconds ? 'absent' : 'unknown';
    },
  };
}

interface Letter {
  order: Order;
  lines: OrderLine[];
  /** The shipment it tells of, where it tells of one. */
  shipment: Shipment | undefined;
  parcels: Parcel[];
  attachment: Document | undefined;
}

async function load(ctx: Context, effects: Effect[]): Promise<(effect: Effect) => Letter | null> {
  const ids = effects.flatMap(({ orderId }) => orderId ?? []);
  const orders = by(await ctx.em.find(Order, { id: { $in: ids } }), (order) => order.id);
  const linesOf = grouped(
    await ctx.em.find(OrderLine, { orderId: { $in: ids } }, { orderBy: { position: 'asc' } }),
    (line) => line.orderId,
  );
  const shipments = by(await ctx.em.find(Shipment, { orderId: { $in: ids } }), (shipment) => shipment.id);
  const parcels = await ctx.em.find(Parcel, { shipmentId: { $in: [...shipments.keys()] } });
  const parcelsOf = grouped(parcels, (parcel) => shipments.get(parcel.shipmentId)!.orderId);
  const attachmentOf = await loadAttachments(ctx, effects);
  return (effect) => {
    const order = orders.get(effect.orderId ?? '');
    const attachment = attachmentOf(effect);
    // A mail that brings a document must not leave without it.
    if (!order?.buyerEmail || (bringsDocument(effect) && !attachment)) return null;
    const shipment = shipments.get(effect.shipmentId ?? '');
    const told = parcelsOf(order.id).filter(({ shipmentId }) => !shipment || shipmentId === shipment.id);
    return { order, lines: linesOf(order.id), shipment, parcels: told, attachment };
  };
}

const bringsDocument = (effect: Effect): boolean => ['invoice', 'credit_note'].includes(purposeOf(effect));

/** The PDF that a mail brings: the credit note by its number, the invoice by its order. */
async function loadAttachments(ctx: Context, effects: Effect[]): Promise<(effect: Effect) => Document | undefined> {
  const of = { $in: effects.filter(bringsDocument).map((effect) => effect.orderId!) };
  const documents = await ctx.em.find(
    Document,
    { orderId: of, kind: { $in: ['invoice', 'credit_note'] } },
    { populate: ['bytes'] },
  );
  return (effect) => {
    const kind = purposeOf(effect);
    const number = kind === 'credit_note' ? effect.intent.number : undefined;
    return documents.find(
      (document) =>
        document.kind === kind &&
        document.orderId === effect.orderId &&
        (number === undefined || document.number === number),
    );
  };
}

/** Amounts as the reader of the mail writes them. */
const amounts = (language: Language, currency: string): ((cents: number) => string) => {
  const format = new Intl.NumberFormat(language === 'de' ? 'de-DE' : 'en-GB', { style: 'currency', currency });
  return (cents) => format.format(cents / 100);
};

/** The lines of the order, and its shipping, so that they add up to the total. */
function mailLines(lines: OrderLine[], language: Language, amount: (cents: number) => string): MailData['lines'] {
  const shippingCents = lines.reduce((sum, line) => sum + line.shippingCents, 0);
  const shipping = { title: language === 'de' ? 'Versand' : 'Shipping', quantity: 1, total: amount(shippingCents) };
  const goods = lines.map(({ title, quantity, totalCents }) => ({ title, quantity, total: amount(totalCents) }));
  return shippingCents ? [...goods, shipping] : goods;
}

/** What a part of an order carries: no amounts, since they are the order's. */
const partLines = (shipment: Shipment, lines: OrderLine[]): MailData['lines'] =>
  linesIn(shipment, lines).map(({ title, quantity }) => ({ title, quantity, total: null }));

function toMail(
  company: Company,
  effect: Effect,
  { order, lines, shipment, parcels, attachment }: Letter,
): OutgoingMail {
  const kind = purposeOf(effect) as MailKind;
  const language = languageOf(order.shippingAddress?.country ?? 'DE');
  const amount = amounts(language, order.currency);
  const written = writeMail(kind, {
    language,
    seller: company.name,
    customerName: order.buyerName ?? '',
    order: order.number,
    channelOrderId: order.channelOrderId,
    lines: shipment?.lines ? partLines(shipment, lines) : mailLines(lines, language, amount),
    total: shipment?.lines ? null : amount(order.totalCents),
    trackings: parcels.map(({ parcelService: service, trackingNumber: number }) => ({
      service,
      number,
      url: trackingUrl(service, number),
    })),
    invoice: attachment?.number ?? order.invoiceNumber ?? null,
  });
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

/** What a clerk wrote goes out as it was queued; null for any other mail. */
function toReply(company: Company, effect: Effect): OutgoingMail | null {
  if (purposeOf(effect) !== 'reply') return null;
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
