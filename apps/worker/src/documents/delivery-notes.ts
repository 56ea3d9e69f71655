import { archivePdf } from '@kontor/connectors/formats/pdf/archive-pdf';
import { loadCompany, sellerOf } from '@kontor/domain/company/seller';
import { deliveryNoteHtml } from '@kontor/domain/documents/delivery-note.html';
import type { DeliveryNoteData } from '@kontor/domain/documents/document-data';
import { documentLanguageOf, documentTexts } from '@kontor/domain/documents/document-texts';
import type { Effect } from '@kontor/domain/effects/effect.entity';
import { by, grouped } from '@kontor/domain/kernel/batch';
import { businessDay } from '@kontor/domain/kernel/business-day';
import type { Context } from '@kontor/domain/kernel/transact';
import { Order, OrderLine } from '@kontor/domain/orders/order.entity';
import { linesIn } from '@kontor/domain/shipments/shipment.entity';
import { intentOf, type PrintJob } from './print-job.ts';

/** The delivery notes that effects name, ready to be printed in the recipient's language. */
export async function noteJobs(ctx: Context, effects: Effect[]): Promise<[string, PrintJob][]> {
  if (!effects.length) return [];
  const company = await loadCompany(ctx, ['logo']);
  const seller = sellerOf(company);
  const ids = effects.map((effect) => effect.orderId!);
  const orders = by(await ctx.em.find(Order, { id: { $in: ids } }), (order) => order.id);
  const linesOf = grouped(
    await ctx.em.find(OrderLine, { orderId: { $in: ids } }, { orderBy: { position: 'asc' } }),
    (line) => line.orderId,
  );
  return effects.flatMap((effect) => {
    const order = orders.get(effect.orderId!);
    if (!order?.shippingAddress) return [];
    const { number, lines = null } = intentOf(effect);
    const data: DeliveryNoteData = {
      number,
      issuedOn: businessDay(effect.createdAt, seller.timeZone),
      order: order.number,
      channelOrderId: order.channelOrderId,
      placedOn: businessDay(order.placedAt, seller.timeZone),
      seller,
      recipient: order.shippingAddress,
      lines: linesIn({ lines }, linesOf(order.id)).map(({ position, sku, title, quantity }) => ({
        position,
        sku,
        title,
        quantity,
      })),
    };
    return [[effect.id, noteJob(data, company.logo ?? null)] as const as [string, PrintJob]];
  });
}

const noteJob =
  (data: DeliveryNoteData, logo: string | null): PrintJob =>
  async ({ printer }) => {
    const language = documentLanguageOf(data.recipient.country);
    const pdf = await printer.print(deliveryNoteHtml(data, { language, logo }));
    const title = `${documentTexts[language].deliveryNote} ${data.number}`;
    const at = new Date(`${data.issuedOn}T12:00:00Z`);
    const bytes = await archivePdf(pdf, { title, author: data.seller.name, language, at });
    return [{ kind: 'delivery_note', mediaType: 'application/pdf', bytes }];
  };
