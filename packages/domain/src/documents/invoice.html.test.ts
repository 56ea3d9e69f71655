import { expect, test } from 'vitest';
import { anInvoice, aSeller } from './document-data.testing.ts';
import { exemptionNote } from './exemption-note.ts';
import { invoiceHtml } from './invoice.html.ts';

/** What a reader sees: the body without markup, each run of white space as one space. */
const words = (page: string): string =>
  page
    .replace(/^.*<body>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

test('carries what § 14 (4) UStG wants', () => {
  const page = invoiceHtml(anInvoice({}, 2));
  // Company data stand in the margin boxes of the style, so that they are printed on every page.
  for (const fact of [
    'Nordlicht GmbH',
    'Speicherstraße 14',
    '20457 Hamburg',
    'DE298765432',
    '48/123/45678',
    'HRB 123456',
  ])
    expect(page.split('<body>')[0]).toContain(fact);
  expect(words(page)).toContain('Jana Müller Karlstr. 1 04275 Leipzig');
  expect(words(page)).toContain('Rechnungsnummer RE-2026-100042 Rechnungsdatum 24.11.2026 Lieferdatum 23.11.2026');
  expect(words(page)).toContain('2 Holzlöffel Nr. 2 SKU-2 1 11,90 € 19 % 11,90 €');
  expect(words(page)).toContain('Steuersatz Netto USt Brutto 19 % 20,00 € 3,80 € 23,80 € Rechnungsbetrag 23,80 €');
});

test('says that the marketplace was paid, and asks nobody else for money', () => {
  expect(words(invoiceHtml(anInvoice()))).toContain('Bezahlt über Amazon. Bitte überweisen Sie nichts.');
  expect(words(invoiceHtml(anInvoice({ paidBy: null })))).not.toMatch(/Bezahlt|überweisen/);
});

test('several rates are summed up', () => {
  const part = { netCents: 1_000, vatCents: 70, grossCents: 1_070 };
  const totals = [...anInvoice({}, 1).totals, { vatPermille: 70, ...part }];
  const page = invoiceHtml(anInvoice({ totals, netCents: 2_000, vatCents: 260, grossCents: 2_260 }, 1));
  expect(words(page)).toContain('7 % 10,00 € 0,70 € 10,70 € Summe 20,00 € 2,60 € 22,60 €');
});

test('what others wrote becomes neither markup nor style', () => {
  const evil = `"; } </style><script>alert('x')</script>\\`;
  const page = invoiceHtml(
    anInvoice({ seller: aSeller({ name: evil }), buyer: { ...anInvoice().buyer, name: evil }, number: evil }),
  );
  expect(page).not.toContain('<script');
  expect(page.match(/<\/style>/g)).toHaveLength(1);
  expect(page).toContain('content: "\\22 ; } \\3c /style\\3e \\3c script\\3e ');
});

test.each([
  ['FR', 'FR12345678901', 0, 'intraCommunity'],
  ['FR', null, 0, null],
  ['CH', null, 0, 'export'],
  ['DE', 'DE111111111', 0, null],
  ['CH', null, 190, null],
] as const)('to %s with VAT id %s and %i cents of VAT: %s', (country, buyerVatId, vatCents, expected) => {
  const invoice = anInvoice({ buyer: { ...anInvoice().buyer, country }, buyerVatId, vatCents });
  expect(exemptionNote(invoice)).toBe(expected);
  expect(words(invoiceHtml(invoice)).includes('Steuerfreie')).toBe(expected !== null);
});

test('a buyer without an address leaves no empty lines', () => {
  const buyer = { name: 'Kundin/Kunde über Amazon', street: '', postcode: '', city: '', country: 'DE' };
  const [, address] = /<address>(.*?)<\/address>/s.exec(invoiceHtml(anInvoice({ buyer })))!;
  expect(address!.match(/<div>/g)).toHaveLength(1);
});
