import { deliveryNoteHtml } from '@kontor/domain/documents/delivery-note.html';
import { aDeliveryNote, anInvoice } from '@kontor/domain/documents/document-data.testing';
import { invoiceHtml } from '@kontor/domain/documents/invoice.html';
import { afterAll, expect, test } from 'vitest';
import { readPdf } from './pdf-text.testing.ts';
import { openPdfPrinter } from './print-pdf.ts';

const printer = openPdfPrinter({});
afterAll(() => printer.close());

const times = (text: string, part: string): number => text.split(part).length - 1;

test.each([
  ['an invoice', invoiceHtml(anInvoice())],
  ['a delivery note', deliveryNoteHtml(aDeliveryNote())],
])('%s of few lines is one page with the company below', async (_name, html) => {
  const { pages, text } = readPdf(await printer.print(html));
  expect(pages).toBe(1);
  expect(text).toContain('Seite 1 von 1');
  expect(text).toContain('Amtsgericht Hamburg, HRB 123456');
});

test('a long invoice repeats company, titles and page number on every page', async () => {
  const { pages, text } = readPdf(await printer.print(invoiceHtml(anInvoice({}, 40))));
  expect(pages).toBeGreaterThan(1);
  expect(times(text, 'HRB 123456')).toBe(pages);
  expect(times(text, 'Einzelpreis')).toBe(pages);
  for (let page = 1; page <= pages; page += 1) expect(text).toContain(`Seite ${page} von ${pages}`);
});
