import type { Company } from '../company/company.entity.ts';
import { Document } from '../documents/document.entity.ts';
import type { Effect } from '../effects/effect.entity.ts';
import { by, grouped } from '../kernel/batch.ts';
import type { Context } from '../kernel/transact.ts';
import { Order, OrderLine } from '../orders/order.entity.ts';
import { linesIn, Parcel, Shipment } from '../shipments/shipment.entity.ts';
import { trackingUrl } from '../shipments/tracking.ts';
import { languageOf, type Language, type MailData } from './mail-content.ts';

/** What a mail is made of. */
export interface Letter {
  order: Order;
  lines: OrderLine[];
  /** The shipment it tells of, where it tells of one. */
  shipment: Shipment | undefined;
  parcels: Parcel[];
  /** The PDF it brings, where it brings one and the PDF is there. */
  attachment: Document | undefined;
}

/** What a mail is about. */
export type MailSubject = Pick<Effect, 'orderId' | 'shipmentId' | 'intent'>;

/** Reads what these mails are made of; null for an order without an address. */
export async function loadLetters(
  ctx: Context,
  effects: MailSubject[],
): Promise<(effect: MailSubject) => Letter | null> {
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
    if (!order?.buyerEmail) return null;
    const shipment = shipments.get(effect.shipmentId ?? '');
    const told = parcelsOf(order.id).filter(({ shipmentId }) => !shipment || shipmentId === shipment.id);
    return { order, lines: linesOf(order.id), shipment, parcels: told, attachment: attachmentOf(effect) };
  };
}

const documentKinds = ['invoice', 'credit_note'];
/** A mail that brings a document must not leave without it. */
export const bringsDocument = ({ intent }: MailSubject): boolean => documentKinds.includes(intent.mail as string);

/** The PDF that a mail brings: the credit note by its number, the invoice by its order. */
async function loadAttachments(
  ctx: Context,
  effects: MailSubject[],
): Promise<(effect: MailSubject) => Document | undefined> {
  const of = { $in: effects.filter(bringsDocument).map((effect) => effect.orderId!) };
  const documents = await ctx.em.find(
    Document,
    { orderId: of, kind: { $in: ['invoice', 'credit_note'] } },
    { populate: ['bytes'] },
  );
  return (effect) => {
    if (!bringsDocument(effect)) return undefined;
    const kind = effect.intent.mail as string;
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

/** What a template sees of a mail, in the language of the country it goes to unless another is asked for. */
export function mailDataOf(
  company: Company,
  { order, lines, shipment, parcels, attachment }: Letter,
  language: Language = languageOf(order.shippingAddress?.country ?? 'DE'),
): MailData {
  const amount = amounts(language, order.currency);
  return {
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
  };
}
