import type { VatTotal } from '../documents/document-data.ts';
import { Invoice } from '../invoices/invoice.entity.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { sqlArray } from '../kernel/batch.ts';
import type { Tax } from './accounts.ts';
import { book, move, type NewBooking } from './book.ts';

/** Books issued invoices, once each: receivable against revenue, gross, one entry per rate. `numbers` null: all that are missing. */
export function bookInvoices(ctx: Context, numbers: string[] | null): Promise<number> {
  return transact(ctx, async (tx) => {
    const missing = await notBooked(tx, numbers);
    const invoices = await tx.em.find(
      Invoice,
      { id: { $in: missing } },
      { populate: ['data'], orderBy: { number: 'asc' } },
    );
    const bookings = invoices.map(bookingOf).filter(({ entries }) => entries.length);
    await book(tx, bookings);
    return bookings.length;
  });
}

/** Locked, so that two workers never book the same invoice. */
async function notBooked(tx: Transaction, numbers: string[] | null): Promise<string[]> {
  const rows = (await tx.em.execute(
    `select i.id from invoice i where ${numbers ? 'i.number = any(?)' : '?::int = 1'}
        and not exists (select 1 from ledger_booking b where b.invoice_id = i.id and b.kind = 'invoice')
        and i.gross_cents <> 0 order by i.id for no key update limit 5000`,
    [numbers ? sqlArray(numbers) : 1],
  )) as { id: string }[];
  return rows.map(({ id }) => id);
}

function bookingOf(invoice: Invoice): NewBooking {
  const { id, number, orderId, issuedOn, currency } = invoice;
  const data = invoice.data!;
  return {
    kind: 'invoice',
    bookedOn: issuedOn,
    invoiceId: id,
    orderId,
    rule: null,
    entries: data.totals.flatMap((total) =>
      move('receivable', 'revenue', total.grossCents, { currency, document: number, tax: taxOf(total, data) }),
    ),
  };
}

const taxOf = (
  total: VatTotal,
  { buyer, buyerVatId }: { buyer: { country: string }; buyerVatId: string | null },
): Tax => ({
  treatment: 'domestic',
  permille: total.vatPermille,
  country: buyer.country,
  ...(buyerVatId ? { vatId: buyerVatId } : {}),
});
