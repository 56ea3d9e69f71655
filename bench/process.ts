import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { openPdfPrinter } from '@kontor/connectors/formats/pdf/print-pdf';
import { invoiceHtml } from '@kontor/domain/documents/invoice.html';
import type { InvoiceData } from '@kontor/domain/documents/document-data';
import { importOrders } from '@kontor/domain/orders/import-orders';
import { archiveSettlement } from '@kontor/domain/settlements/archive-settlement';
import { Settlement } from '@kontor/domain/settlements/settlement.entity';
import { takeSettlement } from '@kontor/domain/settlements/take-settlement';
import { preloadPages, type BenchDatabase } from './database.ts';

export interface Figures {
  seconds: number;
  nodeCpuMs: number;
  postgresCpuMs: number | null;
}

interface Options {
  documents: boolean;
  cpuOfPostgres(url: string): Promise<number | null>;
}

/** Brings all orders from the page source to paid, with two worker processes. */
export async function measureProcess(
  database: BenchDatabase,
  orders: number,
  { documents, cpuOfPostgres }: Options,
): Promise<Figures> {
  const pages = preloadPages(orders);
  const workers = await Promise.all([startWorker(database.url, documents), startWorker(database.url, documents)]);
  const [cpu, postgres] = [process.cpuUsage(), await cpuOfPostgres(database.url)];
  const began = performance.now();
  const { channelId } = database;
  for (const page of pages)
    await importOrders(database.ctx(), { channelId, orders: page, unreadable: [], cursor: null });
  await until(database, orders, `station = 'invoiced'`);
  await settle(database);
  await until(database, orders, `station = 'paid'`);
  if (documents) await untilPrinted(database, 2 * orders);
  const seconds = (performance.now() - began) / 1_000;
  const after = await cpuOfPostgres(database.url);
  const own = process.cpuUsage(cpu);
  const theirs = await Promise.all(workers.map(stopWorker));
  return {
    seconds,
    nodeCpuMs: (own.user + own.system) / 1_000 + theirs.reduce((sum, ms) => sum + ms, 0),
    postgresCpuMs: postgres === null || after === null ? null : after - postgres,
  };
}

async function startWorker(url: string, documents: boolean): Promise<ChildProcess> {
  const env = { ...process.env, BENCH_WORKER_URL: url, BENCH_DOCUMENTS: documents ? '1' : '' };
  const worker = fork(path.join(import.meta.dirname, '../apps/worker/src/bench.ts'), {
    env,
    execArgv: [
      '--disable-warning=ExperimentalWarning',
      ...(process.env.BENCH_PROF ? ['--cpu-prof', '--cpu-prof-dir=/tmp/prof'] : []),
    ],
  });
  await once(worker, 'message');
  return worker;
}

async function stopWorker(worker: ChildProcess): Promise<number> {
  worker.send('stop');
  const [cpuMs] = (await once(worker, 'message')) as [number];
  return cpuMs;
}

async function until(database: BenchDatabase, orders: number, where: string): Promise<void> {
  for (;;) {
    const [row] = await database.query<{ n: string }>(`select count(*) as n from sales_order where ${where}`);
    if (Number(row!.n) >= orders) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

async function untilPrinted(database: BenchDatabase, documents: number): Promise<void> {
  for (;;) {
    const [row] = await database.query<{ n: string }>('select count(*) as n from document');
    if (Number(row!.n) >= documents) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** One settlement over everything that was invoiced. */
async function settle(database: BenchDatabase): Promise<void> {
  const rows = await database.query<{ id: string; gross: number }>(
    'select o.channel_order_id as id, i.gross_cents as gross from invoice i join sales_order o on o.id = i.order_id',
  );
  const { channelId } = database;
  await archiveSettlement(database.ctx(), { channelId, reportId: 'bench', bytes: new Uint8Array([1]) });
  const { id } = await database.ctx().em.findOneOrFail(Settlement, { channelId, reportId: 'bench' });
  await takeSettlement(database.ctx(), id, {
    settlementId: 'bench',
    startsAt: null,
    endsAt: null,
    depositAt: null,
    currency: 'EUR',
    totalCents: rows.reduce((sum, row) => sum + row.gross, 0),
    rows: rows.map((row, index) => ({
      lineNo: index + 1,
      transactionType: 'Order',
      orderId: row.id,
      merchantOrderId: null,
      adjustmentId: null,
      shipmentId: null,
      amountType: 'ItemPrice',
      amountDescription: 'Principal',
      amountCents: row.gross,
      postedAt: null,
      sku: null,
      quantity: null,
    })),
  });
}

/** Invoices per second through the printer alone. */
export async function measurePdfs(database: BenchDatabase, count: number): Promise<number> {
  const rows = await database.query<{ data: InvoiceData }>('select data from invoice limit ?', [count]);
  const printer = openPdfPrinter({});
  await printer.print(invoiceHtml(rows[0]!.data));
  const began = performance.now();
  await Promise.all(rows.map((row) => printer.print(invoiceHtml(row.data))));
  const seconds = (performance.now() - began) / 1_000;
  await printer.close();
  return rows.length / seconds;
}
