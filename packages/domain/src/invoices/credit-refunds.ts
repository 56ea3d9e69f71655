import { z } from 'zod';
import type { InvoiceData } from '../documents/document-data.ts';
import { Effect } from '../effects/effect.entity.ts';
import { grouped, readOnly } from '../kernel/batch.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { OrderLine } from '../orders/order.entity.ts';
import { openTickets } from '../tickets/open-tickets.ts';
import { CreditNote } from './credit-note.entity.ts';
import { creditByItself, creditedPerLine, type CreditRequest } from './credit-invoices.ts';
import type { CreditWish } from './decide-credit.ts';
import type { EInvoiceCheck } from './e-invoice-check.port.ts';
import { Invoice } from './invoice.entity.ts';

/** Money the channel has given back for an order; gross minor units. */
export interface Refund {
  orderId: string;
  reference: string;
  amountCents: number;
}

const refundedLines = z.array(
  z.object({ channelLineId: z.string(), goodsCents: z.number().int(), shippingCents: z.number().int() }),
);
type RefundedLine = z.infer<typeof refundedLines>[number];

/**
 * Writes the credit note of each refund that a channel has accepted (F32), once per reference: line by line where the refund
 * says which, else shared over the invoice. A refund that fits no invoice or would not validate becomes a ticket.
 */
export function creditRefunds(ctx: Context, refunds: Refund[], check: EInvoiceCheck): Promise<void> {
  return transact(ctx, async (tx) => {
    const orderIds = refunds.map(({ orderId }) => orderId);
    const invoices = await tx.em.find(Invoice, { orderId: { $in: orderIds } }, { ...readOnly, populate: ['data'] });
    const of = { $in: invoices.map(({ id }) => id) };
    const notes = await tx.em.find(CreditNote, { invoiceId: of }, { ...readOnly, populate: ['data'] });
    const known = new Set(notes.map(({ reference }) => reference));
    const notesOf = grouped(notes, ({ invoiceId }) => invoiceId);
    for (const refund of refunds) {
      if (known.has(referenceOf(refund))) continue;
      const invoice = invoices.find(({ orderId }) => orderId === refund.orderId);
      const open = invoice ? invoice.grossCents - invoice.creditedCents : 0;
      if (!invoice || refund.amountCents > open) await tellPerson(tx, refund, invoice);
      else {
        const credited = creditedPerLine(invoice.data!, notesOf(invoice.id));
        await creditByItself(tx, [await requestOf(tx, invoice, refund, credited)], check);
      }
    }
  });
}

const referenceOf = ({ reference }: Refund): string => `refund:${reference}`;

async function requestOf(
  tx: Transaction,
  invoice: Invoice,
  refund: Refund,
  credited: number[],
): Promise<CreditRequest> {
  const lines = await linesOf(tx, refund);
  const placed = lines && placeOnLines(invoice.data!, credited, lines);
  const fits = placed?.reduce((sum, { grossCents }) => sum + grossCents, 0) === refund.amountCents;
  const wish: CreditWish = fits
    ? { kind: 'lines', lines: placed! }
    : { kind: 'amount', grossCents: refund.amountCents };
  return { invoiceId: invoice.id, wish, reason: 'returned', reference: referenceOf(refund) };
}

/** The lines that the refund was made of, with the position of each in the order. */
async function linesOf(
  tx: Transaction,
  { orderId, reference }: Refund,
): Promise<(RefundedLine & { position: number })[] | null> {
  const effects = await tx.em.find(Effect, { kind: 'channel_refund', orderId }, readOnly);
  const effect = effects.find(({ key, intent }) => key === reference || intent.reference === reference);
  const parsed = refundedLines.safeParse(effect?.intent.lines);
  if (!parsed.success) return null;
  const positions = new Map(
    (await tx.em.find(OrderLine, { orderId }, readOnly)).map(({ channelLineId, position }) => [
      channelLineId,
      position,
    ]),
  );
  return parsed.data.map((line) => ({ ...line, position: positions.get(line.channelLineId) ?? -1 }));
}

/** Finds room for refunded amounts on the lines of the invoice: goods on their own position, shipping on the shipping. Pure. */
export function placeOnLines(
  { lines }: InvoiceData,
  credited: number[],
  refunded: { position: number; goodsCents: number; shippingCents: number }[],
): { line: number; grossCents: number }[] {
  const left = lines.map((line, index) => line.grossCents - (credited[index] ?? 0));
  const placed = lines.map(() => 0);
  const place = (cents: number, on: (index: number) => boolean): void => {
    let open = cents;
    for (const index of lines.keys()) {
      if (!on(index)) continue;
      const part = Math.min(open, left[index]! - placed[index]!);
      placed[index]! += part;
      open -= part;
    }
  };
  for (const { position, goodsCents, shippingCents } of refunded) {
    place(goodsCents, (index) => lines[index]!.sku !== null && lines[index]!.position === position);
    place(shippingCents, (index) => lines[index]!.sku === null);
  }
  return placed.flatMap((grossCents, line) => (grossCents ? [{ line, grossCents }] : []));
}

const tellPerson = (tx: Transaction, refund: Refund, invoice: Invoice | undefined): Promise<unknown> =>
  openTickets(tx, [
    {
      kind: 'invoice',
      reason: invoice ? 'refund_exceeds_invoice' : 'refund_without_invoice',
      cause: referenceOf(refund),
      evidence: {
        reference: refund.reference,
        amountCents: refund.amountCents,
        invoice: invoice?.number ?? null,
        grossCents: invoice?.grossCents ?? null,
        creditedCents: invoice?.creditedCents ?? null,
      },
      orderId: refund.orderId,
    },
  ]);
