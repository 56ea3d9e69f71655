import type { CreditReason } from './document-data.ts';
import type { VatCase } from '../vat/decide-vat.ts';

export const documentLanguages = ['de', 'en'] as const;
export type DocumentLanguage = (typeof documentLanguages)[number];

const germanSpeaking = new Set(['DE', 'AT', 'CH', 'LI', 'LU']);

/** German where German is spoken, else English. */
export const documentLanguageOf = (country: string): DocumentLanguage =>
  germanSpeaking.has(country.toUpperCase()) ? 'de' : 'en';

const german = {
  locale: 'de-DE',
  page: (number: string, of: string) => `Seite ${number} von ${of}`,
  deliveryNote: 'Lieferschein',
  invoice: 'Rechnung',
  cancellation: 'Stornorechnung',
  correction: 'Rechnungskorrektur',
  shippingOrder: 'Versandauftrag',
  date: 'Datum',
  deliveryNoteNumber: 'Lieferscheinnummer',
  invoiceNumber: 'Rechnungsnummer',
  invoiceDate: 'Rechnungsdatum',
  creditNumber: 'Belegnummer',
  creditDate: 'Belegdatum',
  corrects: 'Zur Rechnung',
  correctsOf: (day: string) => `vom ${day}`,
  supplyDate: 'Lieferdatum',
  order: 'Auftrag',
  channelOrder: 'Bestellnummer',
  placedOn: 'Bestellt am',
  customer: 'Kundennummer',
  buyerVatId: 'Ihre USt-IdNr.',
  shipment: 'Sendung',
  service: 'Versandart',
  recipient: 'Empfänger',
  phone: 'Tel.',
  position: 'Pos.',
  article: 'Artikel',
  sku: 'Artikelnummer',
  quantity: 'Menge',
  unitPrice: 'Einzelpreis',
  vat: 'USt',
  total: 'Gesamt',
  weight: 'Gewicht',
  vatRate: 'Steuersatz',
  net: 'Netto',
  gross: 'Brutto',
  sum: 'Summe',
  amountDue: 'Rechnungsbetrag',
  amountCredited: 'Gutgeschriebener Betrag',
  grossPrices: 'Alle Preise inkl. Umsatzsteuer.',
  paidBy: (channel: string) => `Bezahlt über ${channel}. Bitte überweisen Sie nichts.`,
  refundedBy: (channel: string) => `Der Betrag wird über ${channel} erstattet.`,
  paymentTerms: 'Zahlbar sofort ohne Abzug.',
  shipping: 'Versand',
  allowance: 'Preisnachlass',
  partOf: (title: string) => `Teilbetrag: ${title}`,
  vatNotes: {
    domestic: null,
    local: null,
    oss: (country: string) => `Umsatzsteuer des Bestimmungslandes ${country} (§ 3c UStG).`,
    below_threshold: null,
    intra_community: () => 'Steuerfreie innergemeinschaftliche Lieferung (§ 4 Nr. 1 Buchst. b, § 6a UStG).',
    export: () => 'Steuerfreie Ausfuhrlieferung (§ 4 Nr. 1 Buchst. a, § 6 UStG).',
    marketplace: () => 'Die Umsatzsteuer schuldet der Marktplatz (§ 3 Abs. 3a, § 4 Nr. 4c UStG).',
    small_business: () => 'Steuerbefreiung für Kleinunternehmer (§ 19 UStG).',
  } as Record<VatCase, ((country: string) => string) | null>,
  reasons: {
    cancelled: 'Storno der Bestellung',
    returned: 'Rücksendung',
    not_delivered: 'Nicht zugestellt',
    damaged: 'Beschädigte Ware',
    goodwill: 'Kulanz',
    other: 'Korrektur',
  } as Record<CreditReason, string>,
  reason: 'Grund',
  invoiceThanks: 'Vielen Dank für Ihren Einkauf.',
  creditIntro: (invoice: string, day: string) => `Wir korrigieren unsere Rechnung ${invoice} vom ${day} wie folgt.`,
  noteThanks: 'Bitte prüfen Sie die Sendung auf Vollständigkeit. Vielen Dank für Ihre Bestellung.',
  pieces: (count: number) => (count === 1 ? '1 Stück' : `${count} Stück`),
  handOver: (shipment: string) =>
    `Bitte versenden Sie diese Sendung an den Empfänger und melden Sie uns die Sendungsnummer des Paketdienstes unter Angabe von ${shipment}.`,
  managingDirector: 'Geschäftsführung',
  vatId: 'USt-IdNr.',
  taxNumber: 'Steuernummer',
  iban: 'IBAN',
};

export type DocumentTexts = typeof german;

const english: DocumentTexts = {
  locale: 'en-GB',
  page: (number, of) => `Page ${number} of ${of}`,
  deliveryNote: 'Delivery note',
  invoice: 'Invoice',
  cancellation: 'Cancellation invoice',
  correction: 'Credit note',
  shippingOrder: 'Shipping order',
  date: 'Date',
  deliveryNoteNumber: 'Delivery note no.',
  invoiceNumber: 'Invoice no.',
  invoiceDate: 'Invoice date',
  creditNumber: 'Document no.',
  creditDate: 'Document date',
  corrects: 'For invoice',
  correctsOf: (day) => `of ${day}`,
  supplyDate: 'Date of supply',
  order: 'Order',
  channelOrder: 'Your order',
  placedOn: 'Ordered on',
  customer: 'Customer no.',
  buyerVatId: 'Your VAT no.',
  shipment: 'Shipment',
  service: 'Service',
  recipient: 'Recipient',
  phone: 'Phone',
  position: 'Item',
  article: 'Article',
  sku: 'SKU',
  quantity: 'Quantity',
  unitPrice: 'Unit price',
  vat: 'VAT',
  total: 'Total',
  weight: 'Weight',
  vatRate: 'VAT rate',
  net: 'Net',
  gross: 'Gross',
  sum: 'Sum',
  amountDue: 'Invoice total',
  amountCredited: 'Amount credited',
  grossPrices: 'All prices include VAT.',
  paidBy: (channel) => `Paid through ${channel}. Please do not transfer any money.`,
  refundedBy: (channel) => `The amount is refunded through ${channel}.`,
  paymentTerms: 'Payable immediately without deduction.',
  shipping: 'Shipping',
  allowance: 'Allowance',
  partOf: (title) => `Part of: ${title}`,
  vatNotes: {
    domestic: null,
    local: null,
    oss: (country) => `VAT of the country of destination ${country} (Art. 33 of Directive 2006/112/EC).`,
    below_threshold: null,
    intra_community: () => 'VAT-exempt intra-Community supply of goods (Art. 138 of Directive 2006/112/EC).',
    export: () => 'VAT-exempt export of goods (Art. 146 of Directive 2006/112/EC).',
    marketplace: () => 'The marketplace owes the VAT as deemed supplier (Art. 14a, 136a of Directive 2006/112/EC).',
    small_business: () => 'VAT exemption for small enterprises (Art. 284 of Directive 2006/112/EC).',
  },
  reasons: {
    cancelled: 'Order cancelled',
    returned: 'Goods returned',
    not_delivered: 'Not delivered',
    damaged: 'Goods damaged',
    goodwill: 'Goodwill',
    other: 'Correction',
  },
  reason: 'Reason',
  invoiceThanks: 'Thank you for your purchase.',
  creditIntro: (invoice, day) => `We correct our invoice ${invoice} of ${day} as follows.`,
  noteThanks: 'Please check that the parcel is complete. Thank you for your order.',
  pieces: (count) => (count === 1 ? '1 piece' : `${count} pieces`),
  handOver: (shipment) =>
    `Please send this shipment to the recipient and tell us the tracking number of the parcel service, quoting ${shipment}.`,
  managingDirector: 'Managing director',
  vatId: 'VAT no.',
  taxNumber: 'Tax no.',
  iban: 'IBAN',
};

/** Every word printed on a document; one entry per language. */
export const documentTexts: Record<DocumentLanguage, DocumentTexts> = { de: german, en: english };

/** Why no VAT, or another country's, is charged (§ 14 (4) no. 8 UStG), in the document's words; null: nothing to say. */
export function vatNote(
  vat: { case: VatCase; country: string; exempt: unknown } | undefined,
  language: DocumentLanguage,
): string | null {
  if (!vat) return null;
  const { locale, vatNotes } = documentTexts[language];
  const country = vat.country === 'XI' ? 'GB' : vat.country;
  const name = new Intl.DisplayNames([locale], { type: 'region' }).of(country) ?? country;
  return vatNotes[vat.case]?.(vat.country === 'XI' ? `${name} (XI)` : name) ?? null;
}
