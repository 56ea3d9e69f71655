import type { InvoiceData } from '../documents/document-data.ts';
import { CreditNote } from '../invoices/credit-note.entity.ts';
import { Invoice } from '../invoices/invoice.entity.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { readOnly, sqlArray } from '../kernel/batch.ts';
import { book, type NewBooking } from './book.ts';
import { entriesOf } from './document-entries.ts';

/** Books issued invoices, once each: receivable against revenue, gross, one entry per rate. `numbers` null: all that are missing. */
export const bookInvoices = (ctx: Context, numbers: string[] | null): Promise<number> =>
  transact(ctx, async (tx) => {
    const id = { $in: await notBooked(tx, 'invoice', numbers) };
    return bookDocuments(tx, 'invoice', await tx.em.find(Invoice, { id }, whole));
  });

/** Books issued credit notes, once each: the other way round, with the original's rates. `numbers` null: all that are missing. */
export const bookCreditNotes = (ctx: Context, numbers: string[] | null): Promise<number> =>
  transact(ctx, async (tx) => {
    const id = { $in: await notBooked(tx, 'credit_note', numbers) };
    return bookDocuments(tx, 'credit_note', await tx.em.find(CreditNote, { id }, whole));
  });

/** Books whatever was issued and is not booked yet, as after a lost job. */
export async function bookMissing(ctx: Context): Promise<void> {
  await bookInvoices(ctx, null);
  await bookCreditNotes(ctx, null);
}

type Kind = 'invoice' | 'credit_note';
const whole = { populate: ['data'], orderBy: { number: 'asc' }, ...readOnly } as const;

/** Documents to book, locked. Who waited for the lock looks again: another worker may have booked them in between. */
async function notBooked(tx: Transaction, kind: Kind, numbers: string[] | null): Promise<string[]> {
  const isMissing = `not exists (select 1 from ledger_booking b where b.invoice_id = i.id and b.kind = '${kind}')`;
  const ids = async (sql: string, of: unknown): Promise<string[]> =>
    ((await tx.em.execute(sql, [of])) as { id: string }[]).map(({ id }) => id);
  const locked = await ids(
    `select i.id from ${kind} i where ${numbers ? 'i.number = any(?)' : '?::int = 1'} and ${isMissing}
        and i.gross_cents <> 0 order by i.id for no key update limit 5000`,
    numbers ? sqlArray(numbers) : 1,
  );
  return ids(`select i.id from ${kind} i where i.id = any(?::uuid[]) and ${isMissing}`, sqlArray(locked));
}

interface Issued {
  id: string;
  orderId: string;
  issuedOn: string;
  data?: InvoiceData;
}

async function bookDocuments(tx: Transaction, kind: Kind, documents: Issued[]): Promise<number> {
  const bookings = documents
    .map(({ id, orderId, issuedOn, data }): NewBooking => ({
      kind,
      bookedOn: issuedOn,
      invoiceId: id,
      orderId,
      rule: null,
      entries: entriesOf(data!, kind === 'invoice' ? 1 : -1),
    }))
    .filter(({ entries }) => entries.length);
  await book(tx, bookings);
  return bookings.length;
}
