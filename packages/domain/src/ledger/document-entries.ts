import type { InvoiceData, VatTotal } from '../documents/document-data.ts';
import type { Tax } from './accounts.ts';
import { move, type NewEntry } from './book.ts';

/** What a document books: one entry per rate, gross; `sign` −1 for a credit note, whose amounts are positive. Pure. */
export const entriesOf = (data: InvoiceData, sign: 1 | -1): NewEntry[] =>
  data.totals.flatMap((total) =>
    move('receivable', 'revenue', sign * total.grossCents, {
      currency: data.currency,
      document: data.number,
      tax: taxOf(total, data),
    }),
  );

const taxOf = ({ vatPermille: permille }: VatTotal, { vat, buyer, buyerVatId }: InvoiceData): Tax => ({
  treatment: vat?.case ?? 'domestic',
  permille,
  country: vat?.country ?? buyer.country,
  ...(buyerVatId ? { vatId: buyerVatId } : {}),
});
