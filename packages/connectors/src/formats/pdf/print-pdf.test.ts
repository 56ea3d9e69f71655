import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { openPdfPrinter } from './print-pdf.ts';

const printer = openPdfPrinter({});
afterAll(() => printer.close());

const page = (body: string): string =>
  `<!doctype html><html lang="de"><head><title>Probe</title></head><body>${body}</body></html>`;
const head = (pdf: Uint8Array): string => Buffer.from(pdf.subarray(0, 5)).toString();

test('prints a page as PDF', async () => {
  const pdf = await printer.print(page('<h1>Rechnung</h1>'));
  expect(head(pdf)).toBe('%PDF-');
  expect(pdf.length).toBeGreaterThan(3_000);
});

test('many at once come out whole', async () => {
  const pdfs = await Promise.all(Array.from({ length: 12 }, (_, index) => printer.print(page(`<p>${index}</p>`))));
  expect(pdfs.map(head)).toEqual(pdfs.map(() => '%PDF-'));
});

test('nothing outside is asked, no script runs', async () => {
  let hits = 0;
  const canary = http.createServer((_request, response) => {
    hits += 1;
    response.end('x');
  });
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
  const at = `http://127.0.0.1:${(canary.address() as AddressInfo).port}`;
  await printer.print(
    page(`<img src="${at}/img"><iframe src="${at}/frame"></iframe><link rel="stylesheet" href="${at}/css"><script>fetch('${at}/js')</script>
      <style>@import url('${at}/import'); body { background: url('${at}/bg') }</style><meta http-equiv="refresh" content="0;url=${at}/go">`),
  );
  await new Promise((resolve) => canary.close(resolve));
  expect(hits).toBe(0);
});
