import type { InvoiceData } from '@kontor/domain/documents/document-data';
import { anInvoice, aSeller } from '@kontor/domain/documents/document-data.testing';
import { decideCredit } from '@kontor/domain/invoices/decide-credit';
import { splitVat } from '@kontor/domain/invoices/split-vat';
import type { VatCase, VatTreatment } from '@kontor/domain/vat/decide-vat';

const spoon = {
  position: 1,
  sku: 'SKU-1',
  title: 'Holzlöffel & <Kelle>',
  quantity: 3,
  grossCents: 5_997,
  shippingCents: 499,
};
const book = { position: 2, sku: 'SKU-2', title: 'Kochbuch', quantity: 1, grossCents: 1_200, shippingCents: 0 };

function taxed(of: VatCase, country: string, permille: number, exempt: VatTreatment['exempt'] = null): InvoiceData {
  const buyer = { ...anInvoice().buyer, company: 'Cuillère & Fils', country };
  const rated = [spoon, book].map((line) => ({ ...line, vatPermille: exempt ? 0 : permille }));
  const base = anInvoice({ buyer, language: country === 'DE' ? 'de' : 'en' });
  return { ...base, ...splitVat(rated), vat: { ...base.vat!, case: of, country, exempt } };
}

const domestic = taxed('domestic', 'DE', 190);
const mixed: InvoiceData = {
  ...domestic,
  ...splitVat([
    { ...spoon, vatPermille: 190 },
    { ...book, vatPermille: 70 },
  ]),
};

function credited(data: InvoiceData, wish: Parameters<typeof decideCredit>[2]): InvoiceData {
  const { kind, credits, ...amounts } = decideCredit(data, [], wish);
  const corrects = {
    kind,
    invoice: data.number,
    issuedOn: data.issuedOn,
    reason: 'returned' as const,
    note: null,
    credits,
  };
  return { ...data, ...amounts, number: 'RK-2026-100001', issuedOn: '2026-12-01', corrects };
}

/** Every case of VAT and every kind of document. */
export const documents: Record<string, InvoiceData> = {
  domestic,
  'domestic with two rates and shipping': mixed,
  'one-stop shop, France': taxed('oss', 'FR', 200),
  'one-stop shop, Finland, 25.5 %': taxed('oss', 'FI', 255),
  'one-stop shop, Northern Ireland': { ...taxed('oss', 'XI', 200), buyer: { ...domestic.buyer, country: 'GB' } },
  'below the threshold': taxed('below_threshold', 'FR', 190),
  'intra-community': { ...taxed('intra_community', 'FR', 0, 'K'), buyerVatId: 'FR40303265045' },
  export: taxed('export', 'CH', 0, 'G'),
  'deemed supplier': taxed('marketplace', 'FR', 0, 'E'),
  'small business': {
    ...taxed('small_business', 'DE', 0, 'E'),
    seller: aSeller({ vatId: null, register: null }),
  },
  'zero rate': taxed('domestic', 'DE', 0),
  'to be paid by bank transfer': { ...domestic, paidBy: null },
  'a recipient without an address': {
    ...domestic,
    buyer: { name: 'Kundin', street: '', postcode: '', city: '', country: 'DE' },
  },
  cancellation: credited(mixed, { kind: 'rest' }),
  'partial credit': credited(mixed, { kind: 'lines', lines: [{ line: 0, quantity: 1 }] }),
  goodwill: credited(mixed, { kind: 'amount', grossCents: 777 }),
  'credit of an intra-community supply': credited(
    { ...taxed('intra_community', 'FR', 0, 'K'), buyerVatId: 'FR40303265045' },
    { kind: 'shipping' },
  ),
};
