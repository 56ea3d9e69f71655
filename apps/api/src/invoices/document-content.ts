import type { InvoiceData, InvoiceLine, VatTotal } from '@kontor/domain/documents/document-data';
import { vatNote } from '@kontor/domain/documents/document-texts';
import type { InvoiceLineType, VatReasonType, VatTotalType } from './invoice.type.ts';

/** Lines as the API shows them; `credited` is gross per line. */
export const linesOf = (lines: InvoiceLine[], currency: string, credited: number[] = []): InvoiceLineType[] =>
  lines.map(({ position, sku, title, quantity, vatPermille, ...cents }, line) => ({
    line,
    position,
    sku,
    title,
    quantity,
    vatPermille,
    unitGross: { amount: cents.unitGrossCents, currency },
    net: { amount: cents.netCents, currency },
    vat: { amount: cents.vatCents, currency },
    gross: { amount: cents.grossCents, currency },
    credited: { amount: credited[line] ?? 0, currency },
  }));

export const totalsOf = (totals: VatTotal[], currency: string): VatTotalType[] =>
  totals.map(({ vatPermille, netCents, vatCents, grossCents }) => ({
    vatPermille,
    net: { amount: netCents, currency },
    vat: { amount: vatCents, currency },
    gross: { amount: grossCents, currency },
  }));

/** Why a document is taxed as it is; null on what was issued before reasons were stored. */
export function reasonOf({ vat, language = 'de' }: InvoiceData): VatReasonType | null {
  if (!vat) return null;
  const { buyerVatId, ...rest } = vat;
  return {
    ...rest,
    buyerVatId: buyerVatId?.value ?? null,
    buyerVatIdState: buyerVatId?.state ?? null,
    note: vatNote(vat, language),
  };
}
