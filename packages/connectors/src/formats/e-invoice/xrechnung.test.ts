import type { InvoiceData } from '@kontor/domain/documents/document-data';
import { anInvoice } from '@kontor/domain/documents/document-data.testing';
import { baskets } from '@kontor/domain/invoices/baskets.testing';
import { splitVat } from '@kontor/domain/invoices/split-vat';
import { expect, test } from 'vitest';
import { checkEInvoice, writeChecked } from './check-e-invoice.ts';
import { schemaErrors } from './check-schema.ts';
import { documents } from './invoices.testing.ts';
import { readTerms } from './xml-terms.ts';
import { brokenXRechnungRules } from './xrechnung-rules.ts';

const syntaxes = ['xrechnung_cii', 'xrechnung_ubl'] as const;
const unnamed = 'a recipient without an address';
const good = Object.keys(documents).filter((name) => name !== unnamed);

test.each(syntaxes.flatMap((syntax) => good.map((name) => [syntax, name] as const)))(
  '%s, %s: schema and rules accept it, and it says what the document says',
  async (syntax, name) => expect((await writeChecked(documents[name]!, syntax)).errors).toEqual([]),
);

test('for any basket that our rules let pass, both syntaxes are valid', async () => {
  for (const sold of baskets(60))
    for (const syntax of syntaxes)
      expect((await writeChecked({ ...anInvoice(), ...splitVat(sold) }, syntax)).errors).toEqual([]);
});

const seller = (changes: Partial<InvoiceData['seller']>): InvoiceData => ({
  ...documents.domestic!,
  seller: { ...documents.domestic!.seller, ...changes },
});

test.each<[string, InvoiceData, string[]]>([
  ['a seller without a phone', seller({ phone: null }), ['BR-DE-6']],
  ['a seller whose phone is none', seller({ phone: '–' }), ['BR-DE-27']],
  ['a seller whose mail address is none', seller({ email: 'post' }), ['BR-DE-28']],
  ['a recipient without an address', documents[unnamed]!, ['BR-DE-8', 'BR-DE-9', 'BR-DE-10', 'BR-DE-11']],
])('%s has no XRechnung, by the rules’ official names', async (_name, data, rules) => {
  for (const [syntax, label] of [
    ['xrechnung_cii', 'XRechnung CII'],
    ['xrechnung_ubl', 'XRechnung UBL'],
  ] as const)
    expect(await checkEInvoice(data, syntax)).toEqual(rules.map((rule) => `${label}: ${rule}`));
  // What XRechnung wants beyond EN 16931 does not stop an invoice.
  expect(await checkEInvoice(data)).toEqual([]);
});

const mixed = documents['domestic with two rates and shipping']!;
const written = async (name: string, syntax: (typeof syntaxes)[number]) =>
  (await writeChecked(documents[name]!, syntax)).xml;
const within = (element: string, value: string) => (xml: string) =>
  xml.replace(new RegExp(`(<(?:cbc|ram):${element}(?: [^>]*)?>)[^<]*`), `$1${value}`);
const without = (element: string) => (xml: string) =>
  xml.replaceAll(new RegExp(`<((?:cbc|cac|ram):${element})(?: [^>]*)?>[\\s\\S]*?</\\1>`, 'g'), '');

test.each<[string, string, (xml: string) => string]>([
  ['BR-CO-15', 'domestic', within('TaxInclusiveAmount', '1.00')],
  ['BR-CO-10', 'domestic', within('LineExtensionAmount', '1.00')],
  ['BR-CO-14', 'domestic', within('TaxAmount', '1.00')],
  ['BR-CO-16', 'domestic', within('PrepaidAmount', '1.00')],
  ['BR-CO-17', 'domestic', (xml) => xml.replaceAll('<cbc:Percent>19<', '<cbc:Percent>42<')],
  ['BR-S-08', 'domestic', (xml) => xml.replace('<cbc:Percent>19<', '<cbc:Percent>18.5<')],
  ['BR-S-05', 'domestic', (xml) => xml.replaceAll('<cbc:Percent>19<', '<cbc:Percent>0<')],
  ['BR-CO-25', 'to be paid by bank transfer', without('PaymentTerms')],
  ['BR-DE-23-a', 'to be paid by bank transfer', without('PayeeFinancialAccount')],
  ['BR-55', 'cancellation', without('BillingReference')],
  ['BR-CO-09', 'domestic', within('CompanyID', '298765432')],
  ['BR-IC-02', 'intra-community', (xml) => xml.replaceAll('<cbc:CompanyID>FR40303265045</cbc:CompanyID>', '')],
  ['BR-IC-11', 'intra-community', without('ActualDeliveryDate')],
  ['BR-E-10, BR-G-10, BR-IC-10', 'export', without('TaxExemptionReason')],
  ['BR-E-05, BR-G-05, BR-IC-05, BR-Z-05', 'export', (xml) => xml.replaceAll('<cbc:Percent>0<', '<cbc:Percent>7<')],
  ['BR-DE-1', 'domestic', without('PaymentMeans')],
  ['BR-DE-14', 'domestic', (xml) => xml.replace(/(<cac:TaxCategory>[\s\S]*?)<cbc:Percent>19<\/cbc:Percent>/, '$1')],
  ['BR-DE-15', 'domestic', without('BuyerReference')],
  ['BR-DE-16', 'domestic', without('PartyTaxScheme')],
  ['BR-DE-21', 'domestic', within('CustomizationID', 'urn:cen.eu:en16931:2017')],
  ['PEPPOL-EN16931-R001', 'domestic', without('ProfileID')],
  ['PEPPOL-EN16931-R010', 'domestic', without('EndpointID')],
  ['PEPPOL-EN16931-R120', 'domestic', within('PriceAmount', '1.00')],
])('%s is found where it is broken', async (rule, name, breakIt) => {
  const xml = await written(name, 'xrechnung_ubl');
  expect(brokenXRechnungRules(readTerms(xml))).toEqual([]);
  expect(breakIt(xml)).not.toBe(xml);
  expect(brokenXRechnungRules(readTerms(breakIt(xml)))).toContain(rule);
});

test('both syntaxes are read back to the same terms', async () => {
  const [cii, ubl] = await Promise.all(
    syntaxes.map(async (syntax) => readTerms((await writeChecked(mixed, syntax)).xml)),
  );
  const terms = Array.from({ length: 153 }, (_, n) => `BT-${n + 1}`).filter((term) => ubl!(term).length);
  const plain = (values: string[]) => values.map((value) => value.replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$1$2$3'));
  expect(terms.length).toBeGreaterThan(40);
  for (const term of terms) expect([term, plain(cii!(term))]).toEqual([term, plain(ubl!(term))]);
});

test.each<[string, (xml: string) => string]>([
  ['a missing element', without('DocumentCurrencyCode')],
  ['an empty element', within('BuyerReference', ' ')],
  [
    'elements in the wrong sequence',
    (xml) => xml.replace(/(<cbc:ID>.*?<\/cbc:ID>)\s*(<cbc:IssueDate>.*?<\/cbc:IssueDate>)/, '$2$1'),
  ],
  ['a day that is none', within('IssueDate', '2026-02-30')],
  ['an amount with three decimals', within('PayableAmount', '1.001')],
  ['an amount without a currency', (xml) => xml.replace(' currencyID="EUR"', '')],
  ['an element of another standard', (xml) => xml.replace('<cbc:ProfileID>', '<cbc:UUID>1</cbc:UUID><cbc:ProfileID>')],
])('the schema for UBL finds %s', async (_name, breakIt) => {
  for (const name of ['domestic', 'cancellation']) {
    const xml = await written(name, 'xrechnung_ubl');
    expect(await schemaErrors(breakIt(xml))).not.toEqual([]);
  }
});

test('an XML that lost a line is not what the document says', async () => {
  const [first] = mixed.lines;
  const data = { ...mixed, lines: [...mixed.lines, { ...first!, netCents: 0, vatCents: 0, grossCents: 0 }] };
  expect(await checkEInvoice({ ...data, netCents: data.netCents + 1 }, 'xrechnung_ubl')).not.toEqual([]);
});
