import { createClient, type Client } from 'graphql-ws';
import { matchPayments } from '@kontor/domain/settlements/match-payments';
import { archiveSettlement } from '@kontor/domain/settlements/archive-settlement';
import { Settlement } from '@kontor/domain/settlements/settlement.entity';
import { takeSettlement } from '@kontor/domain/settlements/take-settlement';
import { anIncomingOrder } from '@kontor/domain/testing';
import { bookCreditNotes, bookInvoices } from '@kontor/domain/ledger/book-invoices';
import { creditInvoice } from '@kontor/domain/invoices/credit-invoices';
import { issueInvoices } from '@kontor/domain/invoices/issue-invoices';
import { matchCustomers } from '@kontor/domain/customers/match-customers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import { openSession } from '../staff/sign-in.ts';
import { openTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

let reports = 0;
/** One order, invoiced and paid out of a settlement with a fee and an unknown row. */
async function business(): Promise<string> {
  const order = anIncomingOrder({ status: 'shipped', fulfilledBy: 'marketplace' });
  await api.place(order);
  const [{ id }] = (await api
    .ctx()
    .em.execute('select id from sales_order where channel_order_id = ?', [order.channelOrderId])) as [{ id: string }];
  await matchCustomers(api.ctx(), [id]);
  await issueInvoices(api.ctx(), [id]);
  await bookInvoices(api.ctx(), null);
  reports += 1;
  const { channelId } = api;
  await archiveSettlement(api.ctx(), { channelId, reportId: `R${reports}`, bytes: Buffer.from(`${reports}`) });
  const { id: settlementId } = await api.ctx().em.findOneOrFail(Settlement, { reportId: `R${reports}` });
  const row = {
    merchantOrderId: null,
    adjustmentId: null,
    shipmentId: null,
    postedAt: null,
    sku: null,
    quantity: null,
  };
  await takeSettlement(api.ctx(), settlementId, {
    settlementId: `X${reports}`,
    startsAt: null,
    endsAt: null,
    depositAt: null,
    currency: 'EUR',
    totalCents: 3_986 - 598 - 7,
    rows: [
      {
        ...row,
        lineNo: 1,
        orderId: order.channelOrderId,
        transactionType: 'Order',
        amountType: 'ItemPrice',
        amountDescription: 'Principal',
        amountCents: 3_986,
      },
      {
        ...row,
        lineNo: 2,
        orderId: order.channelOrderId,
        transactionType: 'Order',
        amountType: 'ItemFees',
        amountDescription: 'Commission',
        amountCents: -598,
      },
      {
        ...row,
        lineNo: 3,
        orderId: null,
        transactionType: 'Neu',
        amountType: 'Neu',
        amountDescription: `Art ${reports}`,
        amountCents: -7,
      },
    ],
  });
  await matchPayments(api.ctx(), [id]);
  return settlementId;
}

const asRole = async (role: string) => {
  const [{ id }] = (await api.ctx().em.execute('select id from staff where role = ?', [role])) as [{ id: string }];
  return { cookie: `kontor_session=${await openSession(api.ctx().em, id)}` };
};
const sums =
  'sums { isBalanced payout { amount } matched { amount { amount } } fees { amount { amount } } open { count amount { amount } } }';

test('a settlement shows sums that add up; a clerk’s act on a row and its undo keep them so', async () => {
  const id = await business();
  const accounting = await asRole('accounting');
  const detail = `query($id: ID!) { settlement(id: $id) { ${sums} items(open: true) { edges { node { itemNo reason open { amount } } } } bookings { edges { node { id kind canUndo account } } } } }`;
  type Detail = {
    settlement: {
      sums: object;
      items: { edges: { node: { itemNo: number } }[] };
      bookings: { edges: { node: { id: string; kind: string; canUndo: boolean } }[] };
    };
  };
  const read = async () => (await api.graphql<Detail>(detail, { id }, accounting)).data!.settlement;
  const before = await read();
  expect(before.sums).toEqual({
    isBalanced: true,
    payout: { amount: 3_381 },
    matched: { amount: { amount: 3_986 } },
    fees: { amount: { amount: -598 } },
    open: { count: 1, amount: { amount: -7 } },
  });
  const input = { settlementId: id, itemNo: before.items.edges[0]!.node.itemNo, account: 'fees_other' };
  const booked = await api.graphql(
    `mutation($input: BookItemInput!) { bookSettlementItem(input: $input) { ${sums} } }`,
    { input },
    accounting,
  );
  expect(booked.data).toMatchObject({
    bookSettlementItem: { sums: { isBalanced: true, open: { count: 0 }, fees: { amount: { amount: -605 } } } },
  });
  const booking = (await read()).bookings.edges.find(({ node }) => node.kind === 'account')!.node;
  await api.graphql('mutation($id: ID!) { undoBooking(bookingId: $id) { id } }', { id: booking.id }, accounting);
  expect((await read()).sums).toEqual(before.sums);
});

test('a credit note is an open item that counts against what is owed', async () => {
  await business();
  const accounting = await asRole('accounting');
  const read = async () =>
    (
      await api.graphql<{ openItemsTotal: { amount: number }[]; openItems: { edges: { node: object }[] } }>(
        '{ openItemsTotal { amount } openItems(filter: { creditNotes: true }) { edges { node { id open { amount } gross { amount } } } } }',
        {},
        accounting,
      )
    ).data!;
  const before = (await read()).openItemsTotal[0]?.amount ?? 0;
  const [invoice] = (await api.ctx().em.execute('select id from invoice order by id desc limit 1')) as [{ id: string }];
  const wish = { kind: 'amount', grossCents: 250 } as const;
  const { id } = await creditInvoice(api.ctx(), { invoiceId: invoice.id, wish, reason: 'goodwill' });
  const after = await read();
  expect(after.openItemsTotal).toEqual([{ amount: before - 250 }]);
  expect(after.openItems.edges).toEqual([{ node: { id, open: { amount: -250 }, gross: { amount: -250 } } }]);
  await bookCreditNotes(api.ctx(), null);
});

test('who does not keep the books sees and changes nothing of it', async () => {
  const clerk = await asRole('clerk');
  for (const query of [
    '{ settlements { totalCount } }',
    '{ openItems { totalCount } }',
    '{ accountingExports { totalCount } }',
    '{ webhookEndpoints { id } }',
    'mutation { createExport(range: { format: csv, from: "2026-01-01", to: "2026-12-31" }) { id } }',
    'mutation { createWebhookEndpoint(input: { url: "https://x.example" }) { secret } }',
  ])
    expect((await api.graphql(query, {}, clerk)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
});

test('an export is made once, fetched with its hash by those who may, and can be repeated', async () => {
  await business();
  const create =
    'mutation { createExport(range: { format: datev, from: "2020-01-01", to: "2099-12-31" }) { id entries } }';
  const made = await api.graphql<{ createExport: { id: string } }>(create);
  expect((await api.graphql(create)).errors?.[0]?.extensions.rejection).toBe('nothing_to_export');
  const { data } = await api.graphql<{ accountingFiles: { id: string; path: string; sha256: string }[] }>(
    'query($id: ID!) { accountingFiles(exportId: $id) { id path sha256 } }',
    { id: made.data!.createExport.id },
  );
  const [file] = data!.accountingFiles;
  const authorization = `Bearer ${api.token}`;
  const given = await fetch(`${api.url}${file!.path}`, { headers: { authorization } });
  expect([given.status, given.headers.get('etag')]).toEqual([200, `"${file!.sha256}"`]);
  expect(given.headers.get('content-disposition')).toMatch(/EXTF_Buchungsstapel_\d{4}-\d\d\.csv/);
  expect((await fetch(`${api.url}${file!.path}`)).status).toBe(401);
  expect((await fetch(`${api.url}${file!.path}`, { headers: await asRole('reader') })).status).toBe(403);
  expect((await api.graphql('mutation($id: ID!) { repeatFile(fileId: $id) }', { id: file!.id })).data).toEqual({
    repeatFile: true,
  });
});

test('an endpoint’s secret is told once', async () => {
  const created = await api.graphql<{ createWebhookEndpoint: { secret: string } }>(
    'mutation { createWebhookEndpoint(input: { url: "https://books.example/hook", eventTypes: ["invoice.paid"] }) { secret endpoint { id state } } }',
  );
  const { secret } = created.data!.createWebhookEndpoint;
  expect(secret).toMatch(/^whsec_/);
  const listed = await api.graphql('{ webhookEndpoints { id url eventTypes state cursor deliveries { totalCount } } }');
  expect(listed.errors).toBeUndefined();
  expect(JSON.stringify(listed)).not.toContain(secret);
});

interface Fact {
  cursor: string;
  id: string;
  entries: { debit: string; credit: string; amount: { amount: number } }[];
}

/** Follows one subscription until `count` facts are there, losing the connection after every few of them. */
async function follow(field: string, count: number, loseAfter: number): Promise<Fact[]> {
  const facts: Fact[] = [];
  let since = '0:0';
  while (facts.length < count) {
    const client: Client = createClient({
      url: `${api.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${api.token}` },
      retryAttempts: 0,
    });
    const query = `subscription($since: String) { ${field}(since: $since) { cursor id entries { debit credit amount { amount } } } }`;
    let seen = 0;
    for await (const { data } of client.iterate<Record<string, Fact>>({ query, variables: { since } })) {
      facts.push(data![field]!);
      since = data![field]!.cursor;
      seen += 1;
      if (seen === loseAfter || facts.length === count) break;
    }
    client.terminate();
  }
  return facts;
}

test('who follows both subscriptions, losing the connection again and again, ends with our ledger to the cent', async () => {
  for (let n = 0; n < 3; n += 1) await business();
  const [{ invoices, payments }] = (await api.ctx().em.execute(
    `select count(*) filter (where type in ('InvoiceIssued', 'InvoiceBooked', 'InvoicePaid', 'InvoiceReopened'))::int as invoices,
            count(*) filter (where type in ('SettlementBooked', 'PaymentBooked', 'DifferenceBooked', 'BookingReversed'))::int as payments from history`,
  )) as [{ invoices: number; payments: number }];
  const facts = [...(await follow('invoiceEvents', invoices, 2)), ...(await follow('paymentEvents', payments, 3))];
  expect(new Set(facts.map(({ id }) => id)).size).toBe(facts.length);
  const theirs: Record<string, number> = {};
  const add = (account: string, cents: number): unknown => (theirs[account] = (theirs[account] ?? 0) + cents);
  for (const { debit, credit, amount } of facts.flatMap(({ entries }) => entries)) {
    add(debit, amount.amount);
    add(credit, -amount.amount);
  }
  const ours = (await api.ctx().em.execute(
    `select account, sum(cents)::int as cents from (select debit as account, amount_cents as cents from ledger_entry
       union all select credit, -amount_cents from ledger_entry) e group by 1`,
  )) as { account: string; cents: number }[];
  expect(theirs).toEqual(Object.fromEntries(ours.map(({ account, cents }) => [account, cents])));
});
