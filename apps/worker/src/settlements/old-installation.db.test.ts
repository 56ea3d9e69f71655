import { randomUUID } from 'node:crypto';
import { creditInvoice } from '@kontor/domain/invoices/credit-invoices';
import { verifyChains } from '@kontor/domain/invoices/verify-chains';
import { bookInvoices } from '@kontor/domain/ledger/book-invoices';
import { matchPayments } from '@kontor/domain/settlements/match-payments';
import { settlementSums } from '@kontor/domain/settlements/settlement-sums';
import { watchPayments } from '@kontor/domain/settlements/watch-payments';
import { newContext } from '@kontor/platform/context';
import { migrate, openDatabase } from '@kontor/platform/database';
import { openLog } from '@kontor/platform/log';
import { createQueues, openQueue } from '@kontor/platform/queue';
import type { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import type { PgBoss } from 'pg-boss';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** The first state that had settlements, without items, ledger, credit notes and chains. */
const old = '20261124140000_amazon-in-full';

let orm: MikroORM;
let boss: PgBoss;
beforeAll(async () => {
  const base = process.env.TEST_DATABASE_URL!;
  const name = `t_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  const client = new pg.Client(base);
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = Object.assign(new URL(base), { pathname: `/${name}` }).href;
  orm = await openDatabase(url);
  await orm.migrator.up({ to: old });
  await installation();
  await migrate(orm);
  boss = await openQueue(url, { log: openLog('test', 'silent'), supervise: false, instance: 'test' });
  await createQueues(boss);
});
afterAll(async () => {
  await boss?.stop({ graceful: false });
  await orm?.close(true);
});

const at = '2026-10-05T10:00:00Z';
const ctx = () => newContext({ orm, boss, now: () => new Date('2026-11-26T09:00:00Z') }, 'automation');
const rows = <Row = Record<string, unknown>>(sql: string, params: unknown[] = []): Promise<Row[]> =>
  orm.em.fork().execute(sql, params);

async function insert(table: string, values: Record<string, unknown>): Promise<void> {
  const marks = Object.keys(values).map(() => '?');
  await rows(
    `insert into ${table} (${Object.keys(values).join(', ')}) values (${marks.join(', ')})`,
    Object.values(values).map((value) =>
      value && typeof value === 'object' && !Buffer.isBuffer(value) ? JSON.stringify(value) : value,
    ),
  );
}

const address = { name: 'A B', street: 'Weg 1', postcode: '10115', city: 'Berlin', country: 'DE' };
const channelId = randomUUID();
const settlementId = randomUUID();
/** One order that is paid and partly refunded, one that is paid in part; 39.86 EUR each. */
const [paid, short] = [randomUUID(), randomUUID()];
const invoiceOf = new Map<string, string>([
  [paid, randomUUID()],
  [short, randomUUID()],
]);

async function installation(): Promise<void> {
  const seller = { ...address, name: 'Haus GmbH', vatId: 'DE123456789', taxNumber: null, email: 'a@haus.test' };
  const { vatId: vat_id, taxNumber: _, ...company } = seller;
  const mail = { mail_host: 'localhost', mail_port: 25, mail_from: 'a@haus.test' };
  await insert('company', { id: 1, ...company, vat_id, time_zone: 'Europe/Berlin', ...mail });
  await insert('channel', {
    id: channelId,
    code: 'AMZ',
    kind: 'amazon',
    name: 'Amazon',
    country: 'DE',
    currency: 'EUR',
    account: 'A1',
    connection: {},
    policy: { paidByChannel: true },
  });
  await sell(paid, 1, seller, 3_986);
  await sell(short, 2, seller, 3_000);
  await insert('number_range', { name: 'invoice-2026', last: 100_002 });
  await insert('settlement', {
    id: settlementId,
    channel_id: channelId,
    account: 'A1',
    report_id: 'R1',
    settlement_id: 'S1',
    sha256: 'x',
    raw: Buffer.from('x'),
    state: 'matched',
    total_cents: 5888,
    currency: 'EUR',
    ends_at: at,
    fetched_at: at,
  });
  await row(1, 'SALE', { order: paid, cents: 3_350, text: 'Principal' });
  await row(2, 'SALE_TAX', { order: paid, cents: 636, text: 'Tax' });
  await row(3, 'SALE', { order: short, cents: 3_000, text: 'Principal' });
  await row(4, 'FEE_COMMISSION', { order: paid, cents: -598, kind: 'ItemFees', text: 'Commission' });
  await row(5, 'REFUND', { order: paid, cents: -500, text: 'Principal', type: 'Refund' });
  for (const [orderId, cents] of [
    [paid, 3_986],
    [short, 3_000],
  ] as const)
    await insert('payment', {
      id: randomUUID(),
      invoice_id: invoiceOf.get(orderId),
      order_id: orderId,
      settlement_id: settlementId,
      amount_cents: cents,
      currency: 'EUR',
      at,
    });
}

async function sell(orderId: string, n: number, seller: object, paidCents: number): Promise<void> {
  const isPaid = paidCents === 3_986;
  await insert('sales_order', {
    id: orderId,
    number: `A-10000${n}`,
    channel_id: channelId,
    channel_order_id: `302-${n}`,
    station: isPaid ? 'paid' : 'invoiced',
    hold_reasons: '[]',
    approved_reasons: '[]',
    fulfilled_by: 'marketplace',
    service_level: 'Standard',
    channel_status: 'shipped',
    channel_updated_at: at,
    placed_at: at,

    currency: 'EUR',
    total_cents: 3986,
    created_at: at,
    updated_at: at,
  });
  const [netCents, vatCents, grossCents] = [3_350, 636, 3_986];
  const line = {
    position: 1,
    sku: 'LAMPE',
    title: 'Lampe',
    quantity: 1,
    vatPermille: 190,
    netCents,
    vatCents,
    grossCents,
  };
  const number = `RE-2026-10000${n}`;
  await insert('invoice', {
    id: invoiceOf.get(orderId),
    number,
    order_id: orderId,
    issued_at: at,
    issued_on: '2026-10-05',
    currency: 'EUR',
    net_cents: netCents,
    vat_cents: vatCents,
    gross_cents: grossCents,
    paid_cents: paidCents,
    state: isPaid ? 'paid' : 'open',
    data: {
      number,
      issuedOn: '2026-10-05',
      suppliedOn: '2026-10-05',
      currency: 'EUR',
      seller,
      buyer: address,
      buyerVatId: null,

      lines: [line],
      totals: [
        {
          vatPermille: 190,
          netCents,
          vatCents,
          grossCents,
        },
      ],
      netCents,
      vatCents,
      grossCents,
    },
  });
}

const row = (
  line_no: number,
  bucket: string,
  {
    order,
    cents,
    text,
    kind = 'ItemPrice',
    type = 'Order',
  }: { order: string; cents: number; text: string; kind?: string; type?: string },
): Promise<void> =>
  insert('settlement_row', {
    settlement_id: settlementId,
    line_no,
    bucket,
    transaction_type: type,
    amount_type: kind,
    amount_description: text,
    channel_order_id: order === paid ? '302-1' : '302-2',
    amount_cents: cents,
    order_id: order,
  });

const receivable = async () =>
  Number(
    (
      await rows<{ cents: string }>(
        `select sum(case when debit = 'receivable' then amount_cents else -amount_cents end) as cents
           from ledger_entry where 'receivable' in (debit, credit)`,
      )
    )[0]!.cents,
  );

test('what was issued before there were chains is chained, and the chain holds', async () => {
  const [range, ...more] = await verifyChains(ctx());
  expect(range).toMatchObject({ range: 'invoice-2026', documents: 2, broken: null });
  expect(more).toEqual([]);
});

test('settlements and invoices from before the ledger come into it once, with their matches, to the cent', async () => {
  await watchPayments(ctx());
  await matchPayments(ctx(), [paid, short]);
  const sums = (await settlementSums(ctx().em, [settlementId])).get(settlementId)!;
  expect(sums).toMatchObject({ payoutCents: 5_888, isBalanced: true });
  expect([sums.matched.cents, sums.fees.cents, sums.reserve.cents, sums.open.cents]).toEqual([6_986, -598, 0, -500]);
  expect(await receivable()).toBe(986);
  expect(await rows(`select number, state, paid_cents from invoice order by number`)).toEqual([
    { number: 'RE-2026-100001', state: 'paid', paid_cents: 3_986 },
    { number: 'RE-2026-100002', state: 'open', paid_cents: 3_000 },
  ]);
  const before = await rows('select count(*) from ledger_entry');
  await watchPayments(ctx());
  await matchPayments(ctx(), [paid, short]);
  expect(await rows('select count(*) from ledger_entry')).toEqual(before);
});

test('a refund from before the migration finds the credit note that is issued after it', async () => {
  const wish = { kind: 'amount', grossCents: 500 } as const;
  const { id, number } = await creditInvoice(ctx(), { invoiceId: invoiceOf.get(paid)!, wish, reason: 'returned' });
  await bookInvoices(ctx(), null);
  await watchPayments(ctx());
  expect(await rows('select state, paid_cents from credit_note where id = ?', [id])).toEqual([
    { state: 'paid', paid_cents: 500 },
  ]);
  expect((await settlementSums(ctx().em, [settlementId])).get(settlementId)).toMatchObject({
    open: { cents: 0 },
    isBalanced: true,
  });
  expect(await receivable()).toBe(986);
  expect(number).toMatch(/2026-100001$/);
  expect((await verifyChains(ctx())).filter(({ broken }) => broken)).toEqual([]);
});
