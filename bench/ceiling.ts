import pg from 'pg';

const stations = ['received', 'matched', 'released', 'routed', 'transmitted', 'shipped', 'invoiced', 'paid'];

/** One transition of up to 100 orders: job taken, state and history written, next job queued, in one statement. */
const transition = `
  with job as (delete from ceiling_job where id in
                (select id from ceiling_job where station = $1 order by id limit 100 for update skip locked) returning order_id),
       moved as (update ceiling_order set station = $2, rev = rev + 1, updated_at = now()
                  where id in (select order_id from job) returning id),
       fact as (insert into ceiling_history (order_id, type, data, at)
                select id, $2, jsonb_build_object('orderId', id), now() from moved),
       next as (insert into ceiling_job (station, order_id, data) select $2, id, jsonb_build_object('orderId', id) from moved)
  select count(*)::int as n from job`;

/**
 * The ceiling: a hand-written pipeline that does the same eight transitions with history and job rows in batches of 100, on two
 * connections. Gives seconds for all orders.
 */
export async function measureCeiling(url: string, orders: number): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  await pool.query(`
    create table ceiling_order (id uuid primary key, number text not null unique, station text not null, payload jsonb not null,
      rev int not null default 1, updated_at timestamptz not null default now());
    create table ceiling_history (seq bigint generated always as identity primary key, xid xid8 not null default pg_current_xact_id(),
      order_id uuid not null, type text not null, data jsonb not null, at timestamptz not null);
    create index on ceiling_history (xid, seq); create index on ceiling_history (order_id, seq);
    create table ceiling_job (id bigint generated always as identity primary key, station text not null, order_id uuid not null, data jsonb not null);
    create index on ceiling_job (station, id); create index on ceiling_order (station);`);
  const began = performance.now();
  await importAll(pool, orders);
  await Promise.all([drain(pool), drain(pool)]);
  const seconds = (performance.now() - began) / 1_000;
  const { rows } = await pool.query<{ n: number }>(
    `select count(*)::int as n from ceiling_order where station = 'paid'`,
  );
  if (rows[0]!.n !== orders) throw new Error(`the ceiling brought ${rows[0]!.n} of ${orders} orders to their end`);
  await pool.query('drop table ceiling_order, ceiling_history, ceiling_job');
  await pool.end();
  return seconds;
}

async function importAll(pool: pg.Pool, orders: number): Promise<void> {
  for (let done = 0; done < orders; done += 100)
    await pool.query(
      `with fresh as (insert into ceiling_order (id, number, station, payload)
                      select gen_random_uuid(), 'A-' || n, 'received', jsonb_build_object('n', n) from generate_series($1::int, $2::int) n returning id),
            fact as (insert into ceiling_history (order_id, type, data, at) select id, 'received', '{}', now() from fresh)
       insert into ceiling_job (station, order_id, data) select 'received', id, '{}' from fresh`,
      [done + 1, Math.min(orders, done + 100)],
    );
}

async function drain(pool: pg.Pool): Promise<void> {
  for (let idle = 0; idle < 20;) {
    let taken = 0;
    for (const [index, station] of stations.slice(0, -1).entries()) {
      const { rows } = await pool.query<{ n: number }>(transition, [station, stations[index + 1]]);
      taken += rows[0]!.n;
    }
    idle = taken ? 0 : idle + 1;
    const left = taken ? 1 : (await pool.query(`select 1 from ceiling_job where station <> 'paid' limit 1`)).rowCount;
    if (!left) return;
  }
}
