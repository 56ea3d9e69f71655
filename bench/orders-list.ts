// npm run bench orders-list [running] [closed]: what the list of orders costs the server at that size.
import { fork } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { loadavg } from 'node:os';
import path from 'node:path';
import { importOrders } from '@kontor/domain/orders/import-orders';
import { anIncomingOrder } from '@kontor/domain/testing';
import { cpuOfPostgres } from './cpu.ts';
import { openBenchDatabase, type BenchDatabase } from './database.ts';

const [running, closed] = [Number(process.argv[2] ?? 100_000), Number(process.argv[3] ?? 1_000_000)];
const base = process.env.BENCH_DATABASE_URL;
if (!base || !Number.isInteger(running) || !Number.isInteger(closed) || running < 1_000) {
  console.error('Run it as: npm run bench orders-list [running, at least 1000] [closed]');
  process.exit(2);
}
const line = (what: string, value: string): void => console.log(`${what.padEnd(44)} ${value}`);
const rounds = 20;

/** Copies of one imported order: names, carriers, stations and dates spread as in a shop. */
async function fill(database: BenchDatabase): Promise<void> {
  const { channelId } = database;
  await importOrders(database.ctx(), { channelId, orders: [anIncomingOrder()], unreadable: [], cursor: null });
  const columns = (
    await database.query<{ name: string }>(
      `select column_name as name from information_schema.columns where table_name = 'sales_order'`,
    )
  ).map(({ name }) => name);
  const spread: Record<string, string> = {
    id: 'gen_random_uuid()',
    number: `'B-' || n`,
    channel_order_id: `lpad((n % 1000)::text, 3, '0') || '-' || lpad((n * 7919::bigint % 10000000)::text, 7, '0') || '-' || lpad(n::text, 7, '0')`,
    station: `case when n <= ${closed} then (array['paid','paid','paid','closed','cancelled'])[1 + n % 5]
              else (array['received','held','released','routed','transmitted','transmitted','shipped','invoiced'])[1 + n % 8] end`,
    placed_at: `now() - (${running + closed} - n) * interval '20 seconds'`,
    ship_by: `now() + (n % 5000) * interval '1 minute'`,
    carrier_id: `(select array_agg(id order by code) from carrier)[1 + n % (select count(*)::int from carrier)]`,
    overdue: `n % 40 = 0 and n > ${closed}`,
    buyer_name: `(array['Anna','Jörg','Uwe','Lena','Mehmet','Sophie','Karl','Ines','Tarek','Marie'])[1 + n / 7 % 10] || ' ' ||
                 (array['Müller','Schmidt','Özdemir','Weber','Dupont','Bauer','Groß','Nowak','Klein','Vogel'])[1 + n % 10] || (n % 9973)`,
    tracking_number: `case when n % 8 > 3 then '0034' || lpad((n * 104729::bigint % 10000000000000000)::text, 16, '0') end`,
    invoice_number: `case when n <= ${closed} then 'RE-' || n end`,
    total_cents: '1000 + n % 20000',
  };
  const select = columns.map((name) => (spread[name] ? `${spread[name]} as ${name}` : `o.${name}`)).join(', ');
  // In one session: the triggers would write each order's words one by one.
  await database.ctx().em.transactional(async (em) => {
    await em.execute('set local session_replication_role = replica');
    await em.execute(
      `insert into sales_order (${columns.join(', ')}) select ${select} from sales_order o, generate_series(1, ${running + closed}) n`,
    );
    await em.execute(`insert into order_search select id, station not in ('paid', 'closed', 'cancelled'),
      lower(concat_ws(chr(10), number, channel_order_id, buyer_name, tracking_number, invoice_number)) from sales_order
      on conflict do nothing`);
  });
  await database.query('vacuum analyze order_search');
  for (let visible = 0; !visible;) {
    await database.query('vacuum (analyze, disable_page_skipping) sales_order');
    const [row] = await database.query<{ n: number }>(
      `select relallvisible as n from pg_class where oid = 'sales_order'::regclass`,
    );
    visible = row!.n;
  }
  // What has just happened to orders no vacuum has seen yet.
  await database.query(
    `update sales_order set updated_at = now() where total_cents % 50 = 0 and station = 'transmitted'`,
  );
}

/** The API in a process of its own. */
async function startApi(url: string, port: number): Promise<() => void> {
  const api = fork(path.resolve(import.meta.dirname, '../apps/api/dist/main.js'), {
    env: {
      ...process.env,
      DATABASE_URL: url,
      PORT: String(port),
      HOST: '127.0.0.1',
      KONTOR_SECRET_KEY: 'k'.repeat(40),
      LOG_LEVEL: 'error',
    },
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const end = (): void => void api.kill('SIGTERM');
  for (let tries = 0; tries < 300; tries += 1) {
    const healthy = await fetch(`http://127.0.0.1:${port}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (healthy) return end;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  end();
  throw new Error('The API did not start.');
}

line(
  'load average',
  loadavg()
    .map((load) => load.toFixed(1))
    .join(' '),
);
const database = await openBenchDatabase(base, 'kontor_bench_list');
const began = performance.now();
await fill(database);
line(
  `${running} running and ${closed} closed orders`,
  `filled in ${((performance.now() - began) / 1_000).toFixed(0)} s`,
);
const token = randomUUID();
await database.query(
  `insert into api_token (id, name, token_hash, created_at) values (gen_random_uuid(), 'bench', ?, now())`,
  [createHash('sha256').update(token).digest('hex')],
);
const port = 40_000 + Math.floor(Math.random() * 10_000);
const stop = await startApi(database.url, port);
process.on('exit', stop);

async function ask<Data>(query: string, variables: object = {}): Promise<Data> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  const { data, errors } = JSON.parse(text) as { data: Data; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

interface Index {
  orderIndex: { count: number; packedIds: string };
}
const index = (filter: object, sort = 'newest', first: number | null = 1_000): Promise<Index> =>
  ask<Index>(
    'query($filter: OrderFilter, $sort: OrderSort!, $first: Int) { orderIndex(filter: $filter, sort: $sort, first: $first) { count packedIds cursor } }',
    {
      filter,
      sort,
      first,
    },
  );

/** From the request to the whole answer, in ms. */
async function measure(what: string, work: () => Promise<string>): Promise<number> {
  await work();
  const times: number[] = [];
  let said = '';
  const cpu = await cpuOfPostgres(base!);
  for (let round = 0; round < rounds; round += 1) {
    const from = performance.now();
    said = await work();
    times.push(performance.now() - from);
  }
  const now = await cpuOfPostgres(base!);
  const used = cpu === null || now === null ? 'n/a' : ((now - cpu) / rounds).toFixed(0);
  times.sort((a, b) => a - b);
  const p95 = times[Math.ceil(rounds * 0.95) - 1]!;
  line(
    `  ${what}`,
    `p50 ${times[rounds / 2]!.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, PostgreSQL ${used} ms CPU, ${said}`,
  );
  return p95;
}

const [carrier] = await database.query<{ id: string }>('select id from carrier order by code limit 1');
const ids = async (filter: object, sort?: string): Promise<string> =>
  `${(await index(filter, sort)).orderIndex.count} orders`;
const lists: [string, object, string?][] = [
  ['all running', { running: true }],
  ['stage: manual', { stations: ['held'] }],
  ['stage and carrier', { stations: ['transmitted'], carrierId: carrier!.id }],
  ['overdue', { running: true, overdue: true }],
  ['running, soonest to ship first', { running: true }, 'shipBy'],
  ['running, a week', { running: true, placedFrom: new Date(Date.now() - 7 * 86_400_000).toISOString().slice(0, 10) }],
  ['running, a name', { running: true, search: 'müller' }],
  ['running, a name and its digits', { running: true, search: 'jörg 4711' }],
  ['running, last digits of a tracking number', { running: true, search: '104729' }],
  ['running, nothing found', { running: true, search: 'nobody at all' }],
  ['all, an invoice number', { search: `re-${Math.max(1, closed - 5)}` }],
  ['closed', { running: false }],
  ['all', {}],
];
let worst = 0;
for (const [what, filter, sort] of lists) worst = Math.max(worst, await measure(what, () => ids(filter, sort)));
await measure('every id of all running', async () => {
  const whole = await index({ running: true }, 'newest', null);
  return `${Math.round(whole.orderIndex.packedIds.length / 1_024)} kB`;
});
const { orderIndex } = await index({ running: true }, 'newest', null);
const some = Buffer.from(orderIndex.packedIds, 'base64');
await measure('a window of 60 rows', async () => {
  const from = Math.floor(Math.random() * (orderIndex.count - 60)) * 16;
  const wanted = Array.from({ length: 60 }, (_, n) =>
    some
      .subarray(from + n * 16, from + n * 16 + 16)
      .toString('hex')
      .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
  );
  const { ordersByIds } = await ask<{ ordersByIds: unknown[] }>(
    'query($ids: [ID!]!) { ordersByIds(ids: $ids) { id number rev station customerName trackingNumber placedAt channel { id name } total { amount currency } } }',
    { ids: wanted },
  );
  return `${ordersByIds.length} rows`;
});
await measure(
  'counts of the tabs',
  async () =>
    `${(await ask<{ stationCounts: unknown[] }>('{ stationCounts { count } }')).stationCounts.length} stations`,
);
line('worst p95 of a filter (limit 80 ms)', `${worst.toFixed(0)} ms`);
stop();
await database.close();
process.exit(0);
