import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PDFDict, PDFDocument, PDFName, type PDFRawStream, decodePDFRawStream } from '@cantoo/pdf-lib';
import { deliveryNoteHtml } from '@kontor/domain/documents/delivery-note.html';
import { aDeliveryNote, anInvoice } from '@kontor/domain/documents/document-data.testing';
import { invoiceHtml, invoiceTitle } from '@kontor/domain/documents/invoice.html';
import { FacturX } from 'factur-x-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { documents } from '../e-invoice/invoices.testing.ts';
import { writeEInvoice } from '../e-invoice/write-e-invoice.ts';
import { archivePdf } from './archive-pdf.ts';
import { readPdf } from './pdf-text.testing.ts';
import { openPdfPrinter } from './print-pdf.ts';
import { vera, veraRuns } from './vera.testing.ts';

const printer = openPdfPrinter({});
const folder = mkdtempSync(path.join(tmpdir(), 'kontor-pdf-'));
const logo =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const facts = { author: 'Nordlicht GmbH', language: 'de', at: new Date('2026-11-24T12:00:00Z') };
const invoice = documents['domestic with two rates and shipping']!;
const credit = documents['partial credit']!;
let printed: Uint8Array;
let archived: Uint8Array;
let xml: string;

beforeAll(async () => {
  xml = await writeEInvoice(invoice, 'factur_x');
  printed = await printer.print(invoiceHtml(invoice, logo));
  archived = await archivePdf(printed, { ...facts, title: invoiceTitle(invoice) }, xml);
});
afterAll(async () => {
  await printer.close();
  rmSync(folder, { recursive: true });
});

test('an independent library reads the embedded invoice out of the PDF', async () => {
  const read = await FacturX.fromPDF(archived);
  expect(read.object.document.id).toBe(invoice.number);
});

test('the embedded file is the XML byte for byte, as an alternative of the page', async () => {
  const document = await PDFDocument.load(archived);
  const attached = document.getAttachments();
  expect(attached.map(({ name, mimeType, afRelationship }) => [name, mimeType, String(afRelationship)])).toEqual([
    ['factur-x.xml', 'text/xml', 'Alternative'],
  ]);
  expect(Buffer.from(attached[0]!.data).toString('utf8')).toBe(xml);
});

test('the page still says what it said', () => {
  const { pages, text } = readPdf(archived);
  expect(pages).toBe(1);
  expect(text).toContain(invoice.number);
  expect(text).toContain('Seite 1 von 1');
});

test('the same document is the same bytes', async () => {
  const again = await archivePdf(printed, { ...facts, title: invoiceTitle(invoice) }, xml);
  expect(Buffer.compare(Buffer.from(again), Buffer.from(archived))).toBe(0);
});

test('names its language, title, colours and conformance', async () => {
  const document = await PDFDocument.load(archived, { updateMetadata: false });
  expect(document.getTitle()).toBe(`Rechnung ${invoice.number}`);
  expect(document.catalog.lookup(PDFName.of('MarkInfo'), PDFDict).toString()).toContain('true');
  const metadata = document.catalog.lookup(PDFName.of('Metadata')) as PDFRawStream;
  const packet = Buffer.from(decodePDFRawStream(metadata).decode()).toString('utf8');
  expect(packet).toContain('<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>');
  expect(packet).toContain('<pdfaid:conformance>A</pdfaid:conformance>');
});

// veraPDF runs where a Java and Debian's libjaxb-java are.
test.each(veraRuns() ? (['3a'] as const) : [])(
  'veraPDF accepts invoices, credit notes, long invoices and delivery notes as PDF/A-%s',
  async (flavour) => {
    const long = anInvoice({}, 60);
    const pages = {
      invoice: archived,
      credit: await archive(credit),
      long: await archive(long),
      english: await archive(documents['one-stop shop, France']!),
      note: await archivePdf(await printer.print(deliveryNoteHtml(aDeliveryNote())), {
        ...facts,
        title: 'Lieferschein',
      }),
    };
    const files = Object.entries(pages).map(([name, bytes]) => {
      const file = path.join(folder, `${name}.pdf`);
      writeFileSync(file, bytes);
      return file;
    });
    expect(vera(flavour, files)).toBe(files.map((file) => `PASS ${file}\n`).join(''));
    const raw = path.join(folder, 'raw.pdf');
    writeFileSync(raw, printed);
    expect(vera(flavour, [raw])).toContain('FAIL');
  },
  120_000,
);

async function archive(data: typeof invoice): Promise<Uint8Array> {
  const pdf = await printer.print(invoiceHtml(data));
  return archivePdf(pdf, { ...facts, title: invoiceTitle(data) }, await writeEInvoice(data, 'factur_x'));
}
