import { checkEInvoice } from '@kontor/connectors/formats/e-invoice/check-e-invoice';
import { Document } from '@kontor/domain/documents/document.entity';
import { storeDocuments } from '@kontor/domain/documents/store-document';
import { issueInvoices } from '@kontor/domain/invoices/issue-invoices';
import { Order } from '@kontor/domain/orders/order.entity';
import { anIncomingOrder } from '@kontor/domain/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, password, type TestApi } from '../testing.ts';

let api: TestApi;
let number: string;
let id: string;

beforeAll(async () => {
  api = await openTestApi();
  await api.place(anIncomingOrder({ status: 'shipped', fulfilledBy: 'marketplace' }));
  const orders = await api.ctx().em.find(Order, {});
  await issueInvoices(
    api.ctx(),
    orders.map((order) => order.id),
    checkEInvoice,
  );
  const { data } = await api.graphql<{ invoices: { edges: { node: { id: string; number: string } }[] } }>(
    `{ invoices { edges { node { id number } } } }`,
  );
  ({ id, number } = data!.invoices.edges[0]!.node);
});
afterAll(() => api.close());

const asRole = async (role: string): Promise<Record<string, string>> => {
  const response = await api.signIn(`${role}@kontor.test`, password);
  return { cookie: response.headers.get('set-cookie')!.split(';')[0]!, authorization: '' };
};

test('an invoice with its lines, sums per rate and the reason of its VAT', async () => {
  const { data } = await api.graphql<{ invoice: object }>(
    `query ($number: String!) { invoice(number: $number) {
       gross { amount } credited { amount } mailed document { id } recipient { city }
       lines { line sku quantity vatPermille unitGross { amount } net { amount } credited { amount } }
       totals { vatPermille net { amount } vat { amount } }
       vatReason { case country shipsFrom note } creditNotes { number } order { number } } }`,
    { number },
  );
  expect(data!.invoice).toMatchObject({
    gross: { amount: 3_986 },
    credited: { amount: 0 },
    mailed: false,
    document: null,
    recipient: { city: 'Köln' },
    totals: [{ vatPermille: 190, net: { amount: 3_349 }, vat: { amount: 637 } }],
    vatReason: { case: 'domestic', country: 'DE', shipsFrom: 'DE', note: null },
    creditNotes: [],
  });
});

test('a preview issues nothing; the credit note is what it said, and the invoice’s lines show it', async () => {
  const wish = { kind: 'lines', lines: [{ line: 0, quantity: 1 }] };
  const preview = await api.graphql<{ creditPreview: object }>(
    `query ($id: ID!, $wish: CreditWishInput!) { creditPreview(invoiceId: $id, wish: $wish) { kind gross { amount } net { amount } totals { vatPermille vat { amount } } } }`,
    { id, wish },
  );
  const expected = { kind: 'correction', gross: { amount: 999 }, net: { amount: 839 } };
  expect(preview.data!.creditPreview).toMatchObject(expected);
  const made = await api.graphql<{ creditInvoice: object }>(
    `mutation ($input: CreditInvoiceInput!) { creditInvoice(input: $input) { number kind reason note gross { amount } net { amount } } }`,
    { input: { invoiceId: id, wish, reason: 'returned', note: 'Kabelbruch' } },
  );
  expect(made.data!.creditInvoice).toMatchObject({
    ...expected,
    number: 'RK-2026-100001',
    reason: 'returned',
    note: 'Kabelbruch',
  });
  const { data } = await api.graphql<{ invoice: { lines: object[]; creditNotes: object[] } }>(
    `query ($number: String!) { invoice(number: $number) { lines { credited { amount } } creditNotes { number } } }`,
    { number },
  );
  expect(data!.invoice.lines[0]).toEqual({ credited: { amount: 999 } });
  expect(data!.invoice.creditNotes).toEqual([{ number: 'RK-2026-100001' }]);
});

test('too much is refused with its code, a wish that misses its amount as bad input', async () => {
  const credit = (wish: object) =>
    api.graphql(`mutation ($input: CreditInvoiceInput!) { creditInvoice(input: $input) { number } }`, {
      input: { invoiceId: id, wish, reason: 'goodwill' },
    });
  const { errors: tooMuch } = await credit({ kind: 'amount', grossCents: 999_999 });
  expect(tooMuch![0]!.extensions).toMatchObject({ code: 'REJECTED', rejection: 'credit_too_high' });
  const { errors: bad } = await credit({ kind: 'amount' });
  expect(bad![0]!.extensions.code).toBe('BAD_USER_INPUT');
});

test('readers may look but neither credit nor have an XRechnung written', async () => {
  const headers = await asRole('reader');
  for (const mutation of [
    `mutation { creditInvoice(input: { invoiceId: "${id}", wish: { kind: rest }, reason: other }) { number } }`,
    `mutation { writeXRechnung(number: "${number}", syntax: ubl) }`,
  ])
    expect((await api.graphql(mutation, {}, headers)).errors![0]!.extensions.code).toBe('FORBIDDEN');
});

test.each([
  [{ search: 'RE-2026-1' }, 1],
  [{ search: '302-' }, 1],
  [{ search: '%' }, 0],
  [{ state: 'paid' }, 0],
  [{ state: 'open', vatCase: 'domestic', credited: true, mailed: false }, 1],
  [{ vatCase: 'export' }, 0],
  [{ mailed: true }, 0],
])('the list with %j has %i', async (filter, count) => {
  const { data } = await api.graphql<{ invoices: { totalCount: number } }>(
    `query ($filter: InvoiceFilter) { invoices(filter: $filter) { totalCount } }`,
    { filter },
  );
  expect(data!.invoices.totalCount).toBe(count);
});

test('the chains are whole', async () => {
  const { data } = await api.graphql(`{ documentChains { range documents brokenAt } }`);
  expect(data).toEqual({
    documentChains: [
      { range: 'correction-2026', documents: 1, brokenAt: null },
      { range: 'invoice-2026', documents: 1, brokenAt: null },
    ],
  });
});

test('documents come by their own name, and the warehouse gets delivery notes only', async () => {
  const base = { orderId: null, bytes: Buffer.from('<Invoice/>') };
  await storeDocuments(api.ctx(), [
    { ...base, kind: 'xrechnung_ubl', number, mediaType: 'application/xml' },
    { ...base, kind: 'delivery_note', number: 'LS-1', mediaType: 'application/pdf' },
  ]);
  const find = (kind: string) => api.ctx().em.findOneOrFail(Document, { kind: kind as 'invoice' });
  const get = async (kind: string, role: string) =>
    fetch(`${api.url}/documents/${(await find(kind)).id}`, { headers: { cookie: (await asRole(role)).cookie! } });
  const xml = await get('xrechnung_ubl', 'clerk');
  expect(xml.headers.get('content-disposition')).toBe(`attachment; filename="${number}_xrechnung_ubl.xml"`);
  expect(await xml.text()).toBe('<Invoice/>');
  expect((await get('xrechnung_ubl', 'warehouse')).status).toBe(403);
  expect((await get('delivery_note', 'warehouse')).status).toBe(200);
});
