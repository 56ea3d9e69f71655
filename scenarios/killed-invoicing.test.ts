import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { verifyChains } from '@kontor/domain/invoices/verify-chains';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBenchDatabase, type BenchDatabase } from '../bench/database.ts';
import { shipOrders } from '../bench/ship-orders.ts';
import { pause } from './stack.ts';

const shipments = 5_000;
const workers = 8;
const kills = 12;
const script = path.resolve(import.meta.dirname, '../apps/worker/src/bench.ts');
let database: BenchDatabase;
const children = new Map<number, ChildProcess>();

beforeAll(async () => {
  database = await openBenchDatabase(process.env.TEST_DATABASE_URL!, `killed_invoicing_${process.pid}`);
  await shipOrders(database, shipments);
});
afterAll(async () => {
  for (const child of children.values()) child.kill('SIGKILL');
  await database?.close();
});

/** A worker process whose only lane is invoicing, so that the kills hit it. */
function startWorker(index: number): void {
  const child = fork(script, [], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      BENCH_WORKER_URL: database.url,
      BENCH_DOCUMENTS: '',
      BENCH_LOG: 'fatal',
      BENCH_LANE: 'invoices.issue',
    },
  });
  children.set(index, child);
}

async function kill(index: number): Promise<void> {
  const child = children.get(index)!;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

const count = async (): Promise<number> =>
  (await database.query<{ n: number }>('select count(*)::int as n from invoice'))[0]!.n;

/** A small seeded chance, so that a failing run can be repeated. */
let seed = 11;
const chance = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;

test('eight workers, killed at random while 5,000 shipments are invoiced: 1…N, no gap, none double, the chain whole', async () => {
  for (let index = 0; index < workers; index += 1) startWorker(index);
  let killed = 0;
  for (let issued = 0; issued < shipments; issued = await count()) {
    await pause(60 + chance(140));
    if (issued === 0 || killed >= kills) continue;
    const victim = chance(workers);
    killed += 1;
    await kill(victim);
    startWorker(victim);
  }
  expect(killed).toBeGreaterThan(3);
  await numbersWithoutGap();
  await eachShipmentOnce();
  expect(
    (await verifyChains(database.ctx())).map(({ range, documents, broken }) => [range, documents, broken]),
  ).toEqual([[`invoice-${new Date().getFullYear()}`, shipments, null]]);
});

async function numbersWithoutGap(): Promise<void> {
  const numbers = await database.query<{ n: number }>(
    `select substring(number from '\\d+$')::int as n from invoice order by n`,
  );
  expect(numbers.map(({ n }) => n)).toEqual(Array.from({ length: shipments }, (_, index) => 100_001 + index));
}

async function eachShipmentOnce(): Promise<void> {
  const [row] = await database.query(
    `select count(distinct shipment_id)::int as shipments, count(distinct order_id)::int as orders,
            (select count(*)::int from history where type = 'InvoiceIssued') as told,
            (select count(*)::int from sales_order where station in ('invoiced', 'paid') and invoice_number is not null) as invoiced
       from invoice`,
  );
  expect(row).toEqual({ shipments, orders: shipments, told: shipments, invoiced: shipments });
}
