import { loadCompany, sellerOf } from '@kontor/domain/company/seller';
import { deliveryNoteHtml } from '@kontor/domain/documents/delivery-note.html';
import type { DeliveryNoteData } from '@kontor/domain/documents/document-data';
import { Document } from '@kontor/domain/documents/document.entity';
import type { DeliveryNotePrinted, InvoicePrinted } from '@kontor/domain/documents/document.events';
import { invoiceHtml } from '@kontor/domain/documents/invoice.html';
import { storeDocument } from '@kontor/domain/documents/store-document';
import type { Effect } from '@kontor/domain/effects/effect.entity';
import type { EffectPractice } from '@kontor/domain/effects/perform-effects';
import { Invoice } from '@kontor/domain/invoices/invoice.entity';
import { by, grouped } from '@kontor/domain/kernel/batch';
import { businessDay } from '@kontor/domain/kernel/business-day';
import type { Context, Transaction } from '@kontor/domain/kernel/transact';
import { Order, OrderLine } from '@kontor/domain/orders/order.entity';
import type { Work } from '../handle.ts';

interface PrintIntent {
  document: 'delivery_note' | 'invoice';
  number: string;
}

const intentOf = (effect: Effect): PrintIntent => effect.intent as unknown as PrintIntent;

/** Prints issued documents as PDF; the bytes are stored once and never made again. */
export const printPractice = ({ connections, newContext }: Work): EffectPractice => ({
  concurrency: 2,
  // Our own database tells at once whether the document is there.
  settlesWithinMs: 0,
  async prepare(ctx, effects) {
    const html = await pages(ctx, effects);
    return new Map(
      effects.flatMap((effect) => {
        const page = html.get(effect.id);
        if (!page) return [];
        const { document: kind, number } = intentOf(effect);
        const send = async (): Promise<{ receipt: string }> => {
          const bytes = await connections.printer.print(page);
          return {
            receipt: await storeDocument(newContext(), {
              kind,
              number,
              orderId: effect.orderId ?? null,
              mediaType: 'application/pdf',
              bytes,
            }),
          };
        };
        const verify = async (): Promise<'arrived' | 'absent'> =>
          (await newContext().em.count(Document, { kind, number })) ? 'arrived' : 'absent';
        return [[effect.id, { send, verify }] as const];
      }),
    );
  },
  async arrived(tx, effects) {
    for (const effect of effects) announce(tx, effect);
  },
});

function announce(tx: Transaction, effect: Effect): void {
  const { document, number } = intentOf(effect);
  const orderId = effect.orderId!;
  if (document === 'invoice') tx.record({ type: 'InvoicePrinted', orderId, number } satisfies InvoicePrinted);
  else tx.record({ type: 'DeliveryNotePrinted', orderId, number } satisfies DeliveryNotePrinted);
}

async function pages(ctx: Context, effects: Effect[]): Promise<Map<string, string>> {
  const of = Map.groupBy(effects, (effect) => intentOf(effect).document);
  return new Map([
    ...(await invoicePages(ctx, of.get('invoice') ?? [])),
    ...(await notePages(ctx, of.get('delivery_note') ?? [])),
  ]);
}

async function invoicePages(ctx: Context, effects: Effect[]): Promise<[string, string][]> {
  const numbers = effects.map((effect) => intentOf(effect).number);
  const invoices = by(
    await ctx.em.find(Invoice, { number: { $in: numbers } }, { populate: ['data'] }),
    (invoice) => invoice.number,
  );
  return effects.flatMap((effect) => {
    const invoice = invoices.get(intentOf(effect).number);
    return invoice ? [[effect.id, invoiceHtml(invoice.data!)]] : [];
  });
}

async function notePages(ctx: Context, effects: Effect[]): Promise<[string, string][]> {
  if (!effects.length) return [];
  const seller = sellerOf(await loadCompany(ctx));
  const ids = effects.map((effect) => effect.orderId!);
  const orders = by(await ctx.em.find(Order, { id: { $in: ids } }), (order) => order.id);
  const linesOf = grouped(
    await ctx.em.find(OrderLine, { orderId: { $in: ids } }, { orderBy: { position: 'asc' } }),
    (line) => line.orderId,
  );
  return effects.flatMap((effect) => {
    const order = orders.get(effect.orderId!);
    if (!order?.shippingAddress) return [];
    const data: DeliveryNoteData = {
      number: intentOf(effect).number,
      issuedOn: businessDay(effect.createdAt, seller.timeZone),
      order: order.number,
      channelOrderId: order.channelOrderId,
      placedOn: businessDay(order.placedAt, seller.timeZone),
      seller,
      recipient: order.shippingAddress,
      lines: linesOf(order.id).map(({ position, sku, title, quantity }) => ({ position, sku, title, quantity })),
    };
    return [[effect.id, deliveryNoteHtml(data)]];
  });
}
