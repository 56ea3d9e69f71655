import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { InvoiceService } from '@e-invoice-eu/core';
import { anInvoice } from '@kontor/domain/documents/document-data.testing';
import { baskets } from '@kontor/domain/invoices/baskets.testing';
import { brokenRules } from '@kontor/domain/invoices/check-invoice';
import type { EInvoiceForm } from '@kontor/domain/invoices/e-invoice-check.port';
import { splitVat } from '@kontor/domain/invoices/split-vat';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { FacturX } from 'factur-x-kit';
import { expect, onTestFinished, test } from 'vitest';
import { writeChecked } from './check-e-invoice.ts';
import { schemaErrors } from './check-schema.ts';
import { documents } from './invoices.testing.ts';
import { saxonRuns, schematronErrors, schematrons } from './schematron.testing.ts';
import { toUbl } from './to-ubl.ts';
import { eInvoiceFormats, writeEInvoice } from './write-e-invoice.ts';

const cases = Object.entries(documents);

/**
 * BR-OWN are rules of that library; BR-CO-17 and BR-S-9 it takes to the cent, where the official rules allow one unit of
 * currency for rounding per unit (our own rules hold to that).
 */
const stricter = /BR-OWN|BR-CO-17|BR-S-9/;
const service = new InvoiceService({ log() {}, warn() {}, error() {} } as never);

test.each(cases)('%s: our rules, the schema and an independent reader accept it', async (_name, data) => {
  expect(brokenRules(data)).toEqual([]);
  const xml = await writeEInvoice(data, 'factur_x');
  expect(await schemaErrors(xml)).toEqual([]);
  const read = await FacturX.fromXML(xml);
  const { errors = [] } = read.validate();
  expect(errors.filter(({ message }) => !stricter.test(message))).toEqual([]);
});

test.each(cases)('%s: all formats fit the model of the writing library', async (_name, data) => {
  const formats = Object.keys(eInvoiceFormats) as EInvoiceForm[];
  const generate = (format: EInvoiceForm): Promise<unknown> =>
    service.generate(toUbl(data), { format: eInvoiceFormats[format], lang: 'de', noWarnings: true });
  const generated = await Promise.all(formats.map(generate));
  // Where the library loses the preceding invoice we write it ourselves.
  const same = formats.map((format) => !data.corrects || format === 'xrechnung_ubl');
  const own = await Promise.all(formats.map((format) => writeEInvoice(data, format)));
  expect(generated.filter((_, index) => same[index])).toEqual(own.filter((_, index) => same[index]));
});

test('what is in the XML is what was sold, what was taxed and who owes nothing', async () => {
  const { SupplyChainTradeTransaction: trade, ExchangedDocument: head } = await parsed(
    'domestic with two rates and shipping',
  );
  const { SpecifiedTradeSettlementHeaderMonetarySummation: sums, ApplicableTradeTax: taxes } =
    trade.ApplicableHeaderTradeSettlement;
  const { netCents, vatCents, grossCents } = documents['domestic with two rates and shipping']!;
  expect(head.TypeCode).toBe('380');
  expect(
    [sums.TaxBasisTotalAmount, sums.TaxTotalAmount, sums.GrandTotalAmount, sums.DuePayableAmount].map(centsOf),
  ).toEqual([netCents, vatCents, grossCents, 0]);
  expect(taxes.map((tax: { CategoryCode: string }) => tax.CategoryCode)).toEqual(['S', 'S']);
});

test('a credit note is a 381 that names the invoice before it', async () => {
  const { SupplyChainTradeTransaction: trade, ExchangedDocument: head } = await parsed('partial credit');
  expect(head.TypeCode).toBe('381');
  const { InvoiceReferencedDocument: original } = trade.ApplicableHeaderTradeSettlement;
  expect(original.IssuerAssignedID).toBe('RE-2026-100042');
  expect(original.FormattedIssueDateTime.DateTimeString).toBe('20261124');
  expect(await writeEInvoice(documents['partial credit']!, 'xrechnung_ubl')).toContain('<CreditNote');
});

test.each([
  ['intra-community', 'K', 'VATEX-EU-IC'],
  ['export', 'G', 'VATEX-EU-G'],
  ['small business', 'E', undefined],
])('%s carries its category and its reason', async (name, category, code) => {
  const { SupplyChainTradeTransaction: trade } = await parsed(name);
  const tax = trade.ApplicableHeaderTradeSettlement.ApplicableTradeTax;
  expect([tax.CategoryCode, tax.ExemptionReasonCode]).toEqual([category, code]);
  expect(tax.ExemptionReason).toMatch(/./);
});

test('for any basket that our rules let pass, the schema and the independent reader find nothing', async () => {
  let tried = 0;
  for (const sold of baskets(60)) {
    const data = { ...anInvoice(), ...splitVat(sold) };
    const xml = await writeEInvoice(data, 'factur_x');
    expect(XMLValidator.validate(xml)).toBe(true);
    expect(await schemaErrors(xml)).toEqual([]);
    tried += 1;
  }
  expect(tried).toBe(60);
});

test('the schema finds what is wrong', async () => {
  const xml = await writeEInvoice(documents.domestic!, 'factur_x');
  expect(await schemaErrors(xml.replace(/<ram:TypeCode>380.*?>/, ''))).not.toEqual([]);
  expect(await schemaErrors(xml.replace(/<ram:GrandTotalAmount>.*?>/, ''))).not.toEqual([]);
});

/** Two rules in the form in which the official ones come: XSLT 2.0 that writes SVRL. */
const twoRules = `<xsl:stylesheet version="2.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:svrl="http://purl.oclc.org/dsdl/svrl" xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100">
  <xsl:template match="/"><svrl:schematron-output><xsl:apply-templates select="//*"/></svrl:schematron-output></xsl:template>
  <xsl:template match="*"/>
  <xsl:template match="ram:SpecifiedTradeSettlementHeaderMonetarySummation">
    <xsl:if test="not(xs:decimal(ram:GrandTotalAmount) = xs:decimal(ram:TaxBasisTotalAmount) + xs:decimal(ram:TaxTotalAmount[1]))">
      <svrl:failed-assert id="BR-CO-15" flag="fatal" test=""><svrl:text>sums</svrl:text></svrl:failed-assert>
    </xsl:if>
    <xsl:if test="xs:decimal(ram:DuePayableAmount) = 0">
      <svrl:failed-assert id="PAID" flag="warning" test=""><svrl:text>paid already</svrl:text></svrl:failed-assert>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>`;

test.runIf(saxonRuns())(
  'rules of a configured folder are run: a fatal one that is broken is named, a warning is not',
  async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'kontor-schematron-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(path.join(folder, 'two-CII.xslt'), twoRules);
    writeFileSync(path.join(folder, 'readme.txt'), 'no rules');
    const [rules, ...others] = schematrons(folder);
    expect(others).toEqual([]);
    const file = path.join(folder, 'invoice.xml');
    const xml = await writeEInvoice(documents.domestic!, 'factur_x');
    writeFileSync(file, xml);
    expect(schematronErrors(rules!, file)).toEqual([]);
    writeFileSync(file, xml.replace(/<ram:GrandTotalAmount>[^<]*/, '<ram:GrandTotalAmount>1.00'));
    expect(schematronErrors(rules!, file)).toEqual([expect.stringContaining('id="BR-CO-15"')]);
  },
  120_000,
);

/** Which of our forms the rules of a file are about. */
const formOf = (rules: string): EInvoiceForm => {
  if (/ubl/i.test(path.basename(rules))) return 'xrechnung_ubl';
  return /xrechnung/i.test(rules) ? 'xrechnung_cii' : 'factur_x';
};

for (const rules of schematrons())
  test(`the official rules ${path.basename(rules)} accept every case`, async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'kontor-schematron-'));
    const form = formOf(rules);
    for (const [name, data] of cases) {
      const file = path.join(folder, 'invoice.xml');
      const { xml, errors } = await writeChecked(data, form);
      if (errors.length) continue;
      writeFileSync(file, xml);
      expect([name, schematronErrors(rules, file)]).toEqual([name, []]);
    }
    rmSync(folder, { recursive: true });
  }, 600_000);

const centsOf = (amount: unknown): number => {
  return Math.round(Number(amount) * 100);
};

/** The Factur-X of a case as an object without prefixes. */
async function parsed(name: string) {
  const parser = new XMLParser({ removeNSPrefix: true, parseTagValue: false });
  return parser.parse(await writeEInvoice(documents[name]!, 'factur_x')).CrossIndustryInvoice;
}
