import { checkEInvoice } from '@kontor/connectors/formats/e-invoice/check-e-invoice';
import { issueInvoices } from '@kontor/domain/invoices/issue-invoices';
import pg from 'pg';
import type { BenchDatabase } from './database.ts';
import { shipOrders } from './ship-orders.ts';

const batch = 100;

/** Seconds in which so many workers issue the invoices of `count` shipped orders, in batches of 100, numbers included. */
export async function measureInvoicing(database: BenchDatabase, count: number, workers: number): Promise<number> {
  await shipOrders(database, count);
  const rows = await database.query<{ id: string }>(`select id from sales_order where station = 'shipped' order by id`);
  const batches = Array.from({ length: Math.ceil(rows.length / batch) }, (_, index) =>
    rows.slice(index * batch, (index + 1) * batch).map(({ id }) => id),
  );
  const queue = batches.values();
  const worker = async (): Promise<void> => {
    for (const ids of queue) await issueInvoices(database.ctx(), ids, checkEInvoice);
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: workers }, worker));
  return (performance.now() - began) / 1_000;
}

/**
 * The ceiling: the same rows by hand-written SQL, where one statement takes 100 numbers under the lock of their range, writes
 * invoices, orders and history, and commits.
 */
export async function measureInvoicingCeiling(url: string, count: number, workers: number): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: workers });
  await pool.query(`
    create table ceiling_range (name text primary key, last int not null);
    insert into ceiling_range values ('invoice', 0);
    create table ceiling_invoice (id uuid primary key, number text not null unique, order_id uuid not null, gross int not null, data jsonb not null);
    create table ceiling_fact (seq bigint generated always as identity primary key, order_id uuid not null, data jsonb not null);`);
  const [sample] = (await pool.query<{ data: object }>('select data from invoice limit 1')).rows;
  const one = `
    with taken as (update ceiling_range set last = last + $1 where name = 'invoice' returning last - $1 as first),
         issued as (insert into ceiling_invoice select gen_random_uuid(), 'RE-' || first + n, gen_random_uuid(), 3986, $2::jsonb
                      from taken, generate_series(1, $1) n returning order_id)
    insert into ceiling_fact (order_id, data) select order_id, jsonb_build_object('orderId', order_id) from issued`;
  let left = Math.ceil(count / batch);
  const worker = async (): Promise<void> => {
    while (left-- > 0) await pool.query(one, [batch, JSON.stringify(sample!.data)]);
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: workers }, worker));
  const seconds = (performance.now() - began) / 1_000;
  await pool.query('drop table ceiling_range, ceiling_invoice, ceiling_fact');
  await pool.end();
  return seconds;
}
