import { loadCompany, taxOf } from '../company/seller.ts';
import type { InvoiceData } from '../documents/document-data.ts';
import { businessDay } from '../kernel/business-day.ts';
import { newId } from '../kernel/id.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { holdOrders } from '../orders/hold-orders.ts';
import { lockOrders } from '../orders/lock-orders.ts';
import type { Order } from '../orders/order.entity.ts';
import { closeTickets } from '../tickets/close-ticket.ts';
import { askVies } from './check-vat-ids.ts';
import { draftInvoice, type Drafted } from './draft-invoice.ts';
import { type Basis, loadBases } from './invoice-basis.ts';
import type { EInvoiceCheck } from './e-invoice-check.port.ts';
import type { InvoiceIssued } from './invoice.events.ts';
import { Invoice } from './invoice.entity.ts';
import { numberDocuments, type Numbered, provisionalNumber } from './number-documents.ts';

/** Opened when a shipped order has waited too long for its invoice. */
export const missingInvoiceCause = (orderId: string): string => `invoice-missing:${orderId}`;

/**
 * Issues the invoice of each shipped order (F29): exactly one per shipment set. Everything is decided and checked, down
 * to its XML, before numbers are taken, so that what cannot be issued uses none up and becomes a ticket; numbers are gapless
 * because they are taken in this transaction.
 */
export function issueInvoices(ctx: Context, orderIds: string[], check: EInvoiceCheck): Promise<void> {
  return transact(ctx, async (tx) => {
    const orders = await lockOrders(tx, orderIds, { station: 'shipped' });
    if (!orders.length) return;
    const company = await loadCompany(tx);
    const day = businessDay(tx.now(), company.timeZone);
    const bases = await loadBases(tx, orders, company);
    const drafts: Draft[] = [];
    for (const basis of bases)
      drafts.push({ basis, drafted: await checked(draftInvoice(basis, company, day), day, check) });
    const { viesUrl } = taxOf(company);
    const waiting = viesUrl
      ? await askVies(
          tx,
          drafts.filter(isUnchecked).map(({ basis }) => basis),
        )
      : new Set();
    await hold(
      tx,
      drafts.filter(({ basis }) => !waiting.has(basis.order.id)),
    );
    const ready = drafts.flatMap(({ basis, drafted }) => ('data' in drafted ? [{ basis, data: drafted.data }] : []));
    await closeTickets(
      tx,
      ready.map(({ basis }) => missingInvoiceCause(basis.order.id)),
      'issued',
    );
    const numbered = await numberDocuments(
      tx,
      'invoice',
      day,
      ready.map(({ data }) => (number: string): InvoiceData => ({ number, ...data })),
    );
    for (const [index, invoice] of numbered.entries()) issue(tx, ready[index]!.basis, invoice);
  });
}

interface Draft {
  basis: Basis;
  drafted: Drafted;
}

/** What the official rules refuse waits for a person like every other broken rule. */
async function checked(drafted: Drafted, day: string, check: EInvoiceCheck): Promise<Drafted> {
  if (!('data' in drafted)) return drafted;
  const broken = await check({ number: provisionalNumber('invoice', day), ...drafted.data });
  return broken.length ? { reason: 'invoice_invalid', evidence: { broken } } : drafted;
}

const isUnchecked = ({ drafted }: Draft): boolean => 'reason' in drafted && drafted.reason === 'vat_id_unchecked';

const hold = (tx: Transaction, drafts: Draft[]): Promise<void> =>
  holdOrders(
    tx,
    drafts.flatMap(({ basis, drafted }) =>
      'reason' in drafted
        ? [
            {
              order: basis.order,
              station: 'shipped' as const,
              reasons: [drafted.reason],
              evidence: drafted.evidence,
            },
          ]
        : [],
    ),
  );

function issue(
  tx: Transaction,
  { order, shipment }: Basis,
  { number, data, prevHash, hash }: Numbered<InvoiceData>,
): void {
  tx.em.create(Invoice, {
    id: newId(),
    number,
    orderId: order.id,
    shipmentId: shipment?.id ?? null,
    issuedAt: tx.now(),
    issuedOn: data.issuedOn,
    currency: order.currency,
    netCents: data.netCents,
    vatCents: data.vatCents,
    grossCents: data.grossCents,
    vatCase: data.vat!.case,
    state: 'open',
    data,
    prevHash,
    hash,
  });
  invoiced(tx, order, number, data);
}

function invoiced(tx: Transaction, order: Order, number: string, { grossCents, currency }: InvoiceData): void {
  Object.assign(order, { station: 'invoiced', invoiceNumber: number });
  tx.record({
    type: 'InvoiceIssued',
    orderId: order.id,
    invoice: number,
    grossCents,
    currency,
  } satisfies InvoiceIssued);
}
