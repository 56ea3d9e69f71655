import type { DeliveryNoteData, InvoiceData, Seller } from './document-data.ts';

/** A company with limited liability in Hamburg. */
export const aSeller = (changes: Partial<Seller> = {}): Seller => ({
  name: 'Nordlicht GmbH',
  street: 'Speicherstraße 14',
  postcode: '20457',
  city: 'Hamburg',
  country: 'DE',
  vatId: 'DE298765432',
  taxNumber: '48/123/45678',
  email: 'post@nordlicht.example',
  phone: '+49 40 1234567',
  iban: 'DE02120300000000202051',
  register: 'Amtsgericht Hamburg, HRB 123456',
  managingDirector: 'Katharina Sommerfeld',
  timeZone: 'Europe/Berlin',
  ...changes,
});

const leipzig = { name: 'Jana Müller', street: 'Karlstr. 1', postcode: '04275', city: 'Leipzig', country: 'DE' };

/** An invoice of so many lines at 11.90 € with 19 % VAT. */
export function anInvoice(changes: Partial<InvoiceData> = {}, count = 4): InvoiceData {
  const sums = (factor: number) => ({ netCents: 1_000 * factor, vatCents: 190 * factor, grossCents: 1_190 * factor });
  return {
    number: 'RE-2026-100042',
    issuedOn: '2026-11-24',
    suppliedOn: '2026-11-23',
    order: 'A-100042',
    channelOrderId: '302-1234567-7654321',
    placedOn: '2026-11-21',
    customerNumber: 'K-20817',
    seller: aSeller(),
    buyer: leipzig,
    buyerVatId: null,
    currency: 'EUR',
    lines: Array.from({ length: count }, (_, index) => ({
      position: index + 1,
      sku: `SKU-${index + 1}`,
      title: `Holzlöffel Nr. ${index + 1}`,
      quantity: 1,
      vatPermille: 190,
      unitGrossCents: 1_190,
      ...sums(1),
    })),
    totals: [{ vatPermille: 190, ...sums(count) }],
    ...sums(count),
    paidBy: 'Amazon',
    vat: {
      case: 'domestic',
      exempt: null,
      country: 'DE',
      shipsFrom: 'DE',
      sellerVatId: aSeller().vatId,
      buyerVatId: null,
    },
    language: 'de',
    ...changes,
  };
}

/** The delivery note of the same order. */
export const aDeliveryNote = (changes: Partial<DeliveryNoteData> = {}): DeliveryNoteData => ({
  number: 'LS-2026-100042',
  issuedOn: '2026-11-23',
  order: 'A-100042',
  channelOrderId: '302-1234567-7654321',
  placedOn: '2026-11-21',
  seller: aSeller(),
  recipient: leipzig,
  lines: [
    { position: 1, sku: 'SKU-1', title: 'Holzlöffel', quantity: 2 },
    { position: 2, sku: 'SKU-2', title: 'Topf', quantity: 1 },
  ],
  ...changes,
});
