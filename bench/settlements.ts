import { checkEInvoice } from '@kontor/connectors/formats/e-invoice/check-e-invoice';
import { readSettlementFile } from '@kontor/connectors/channels/amazon/settlement-file';
import { issueInvoices } from '@kontor/domain/invoices/issue-invoices';
import { importOrders } from '@kontor/domain/orders/import-orders';
import { archiveSettlement } from '@kontor/domain/settlements/archive-settlement';
import { matchPayments } from '@kontor/domain/settlements/match-payments';
import { Settlement } from '@kontor/domain/settlements/settlement.entity';
import { takeSettlement } from '@kontor/domain/settlements/take-settlement';
import { anIncomingOrder } from '@kontor/domain/testing';
import pg from 'pg';
import type { BenchDatabase } from './database.ts';

const titles =
  'settlement-id\ttotal-amount\tcurrency\ttransaction-type\torder-id\tamount-type\tamount-description\tamount';

export interface SettlementFigures {
  rows: number;
  parseSeconds: number;
  takeSeconds: number;
  matchSeconds: number;
  /** The same rows inserted and the same invoices paid by two hand-written statements. */
  ceilingSeconds: number;
}

/** A settlement over `orders` invoiced orders, from its file to paid invoices, beside bare SQL in the same database. */
export async function measureSettlement(database: BenchDatabase, orders: number): Promise<SettlementFigures> {
  const ids = await invoiced(database, orders);
  const bytes = Buffer.from(fileOf(ids.map(({ channelOrderId }) => channelOrderId)));
  const parsed = await timed(async () => readSettlementFile(bytes));
  await archiveSettlement(database.ctx(), { channelId: database.channelId, reportId: 'bench-settlement', bytes });
  const { id } = await database.ctx().em.findOneOrFail(Settlement, { reportId: 'bench-settlement' });
  const taken = await timed(() => takeSettlement(database.ctx(), id, parsed.result));
  const matched = await timed(async () => {
    for (let from = 0; from < ids.length; from += 100)
      await matchPayments(
        database.ctx(),
        ids.slice(from, from + 100).map((of) => of.id),
      );
  });
  const [row] = await database.query<{ n: string }>(`select count(*) as n from invoice where state = 'paid'`);
  if (Number(row!.n) < orders) throw new Error(`${row!.n} of ${orders} invoices were paid`);
  return {
    rows: parsed.result.rows.length,
    parseSeconds: parsed.seconds,
    takeSeconds: taken.seconds,
    matchSeconds: matched.seconds,
    ceilingSeconds: await ceiling(database.url, parsed.result.rows),
  };
}

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number }> {
  const began = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - began) / 1_000 };
}

/** Orders that the marketplace has shipped, invoiced. */
async function invoiced(database: BenchDatabase, count: number): Promise<{ id: string; channelOrderId: string }[]> {
  const { channelId } = database;
  const orders = Array.from({ length: count }, () =>
    anIncomingOrder({ status: 'shipped', fulfilledBy: 'marketplace' }),
  );
  for (let from = 0; from < count; from += 100)
    await importOrders(database.ctx(), {
      channelId,
      orders: orders.slice(from, from + 100),
      unreadable: [],
      cursor: null,
    });
  const rows = await database.query<{ id: string; channelOrderId: string }>(
    'select id, channel_order_id as "channelOrderId" from sales_order where channel_order_id = any(?)',
    [`{${orders.map((order) => order.channelOrderId).join(',')}}`],
  );
  for (let from = 0; from < count; from += 100)
    await issueInvoices(
      database.ctx(),
      rows.slice(from, from + 100).map(({ id }) => id),
      checkEInvoice,
    );
  return rows;
}

function fileOf(orderIds: string[]): string {
  const parts: [string, string, number][] = [
    ['ItemPrice', 'Principal', 3_000],
    ['ItemPrice', 'Tax', 497],
    ['ItemPrice', 'Shipping', 411],
    ['ItemPrice', 'ShippingTax', 78],
    ['ItemFees', 'Commission', -540],
    ['ItemFees', 'ShippingHB', -73],
    ['ItemFees', 'DigitalServicesFee', -11],
  ];
  const decimal = (cents: number): string => (cents / 100).toFixed(2).replace('.', ',');
  const total = orderIds.length * parts.reduce((sum, [, , cents]) => sum + cents, 0);
  const rows = orderIds.flatMap((orderId) =>
    parts.map(([type, text, cents]) => ['bench', '', '', 'Order', orderId, type, text, decimal(cents)].join('\t')),
  );
  return [titles, ['bench', decimal(total), 'EUR', '', '', '', '', ''].join('\t'), ...rows].join('\r\n');
}

/** The least that a database must do: insert the rows, and set each order's invoice to paid. */
async function ceiling(
  url: string,
  rows: { lineNo: number; orderId: string | null; amountCents: number }[],
): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  await pool.query(
    'create temp table ceiling_row (line_no int primary key, order_id text, cents int); create temp table ceiling_invoice (order_id text primary key, paid int)',
  );
  await pool.query('insert into ceiling_invoice select distinct on (value) value, 0 from unnest($1::text[]) value', [
    rows.map((row) => row.orderId),
  ]);
  const began = performance.now();
  await pool.query('insert into ceiling_row select * from unnest($1::int[], $2::text[], $3::int[])', [
    rows.map((row) => row.lineNo),
    rows.map((row) => row.orderId),
    rows.map((row) => row.amountCents),
  ]);
  await pool.query(
    'update ceiling_invoice i set paid = s.cents from (select order_id, sum(cents)::int as cents from ceiling_row group by 1) s where s.order_id = i.order_id',
  );
  const seconds = (performance.now() - began) / 1_000;
  await pool.end();
  return seconds;
}
