import { expect, test } from 'vitest';
import type { VatCase } from '../vat/decide-vat.ts';
import { anInvoice, aSeller } from './document-data.testing.ts';
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
    `data:image/png;base64,AAAA"><script>`,
  );
  expect(page).not.toContain('<script');
  expect(page.match(/<\/style>/g)).toHaveLength(1);
  expect(page).toContain('content: "\\22 ; } \\3c /style\\3e \\3c script\\3e ');
});

test('the logo stands in place of the name, as an image that is part of the page', () => {
  expect(invoiceHtml(anInvoice(), 'data:image/png;base64,AAAA')).toContain(
    '<img class="logo" src="data:image/png;base64,AAAA" alt="Nordlicht GmbH" />',
  );
  expect(invoiceHtml(anInvoice(), 'https://example.com/logo.png')).not.toContain('<img');
});

test.each<[VatCase, string, string]>([
  ['intra_community', 'FR', 'Steuerfreie innergemeinschaftliche Lieferung'],
  ['export', 'CH', 'Steuerfreie Ausfuhrlieferung'],
  ['small_business', 'DE', '§ 19 UStG'],
  ['marketplace', 'FR', 'schuldet der Marktplatz'],
  ['oss', 'FR', 'Bestimmungslandes Frankreich'],
  ['oss', 'XI', 'Vereinigtes Königreich (XI)'],
])('%s to %s says why: %s', (of, country, note) => {
  expect(words(invoiceHtml(anInvoice({ vat: { ...anInvoice().vat!, case: of, country } })))).toContain(note);
});

test('at home nothing has to be explained', () => {
  expect(words(invoiceHtml(anInvoice()))).not.toMatch(/§|Steuerfrei/);
});

test('a credit note names the invoice, its day and the reason', () => {
  const corrects = {
    kind: 'correction' as const,
    invoice: 'RE-2026-100042',
    issuedOn: '2026-11-24',
    reason: 'returned' as const,
    note: 'Griff locker',
    credits: [{ line: 0, grossCents: 1_190 }],
  };
  const page = words(invoiceHtml(anInvoice({ number: 'RK-2026-100001', issuedOn: '2026-12-01', corrects }, 1)));
  expect(page).toContain('Rechnungskorrektur RK-2026-100001');
  expect(page).toContain('Wir korrigieren unsere Rechnung RE-2026-100042 vom 24.11.2026 wie folgt.');
  expect(page).toContain('Rücksendung – Griff locker');
  expect(page).toContain('Gutgeschriebener Betrag 11,90 €');
  expect(page).toContain('Der Betrag wird über Amazon erstattet.');
  expect(page).not.toContain('Vielen Dank');
});

test('in English, with English numbers and days', () => {
  const page = words(invoiceHtml(anInvoice({ language: 'en' }, 2)));
  expect(page).toContain('Invoice RE-2026-100042');
  expect(page).toContain('Invoice date 24/11/2026');
  expect(page).toContain('19% €20.00 €3.80 €23.80 Invoice total €23.80');
});

test('a buyer without an address leaves no empty lines', () => {
  const buyer = { name: 'Kundin/Kunde über Amazon', street: '', postcode: '', city: '', country: 'DE' };
  const [, address] = /<address>(.*?)<\/address>/s.exec(invoiceHtml(anInvoice({ buyer })))!;
  expect(address!.match(/<div>/g)).toHaveLength(1);
});
