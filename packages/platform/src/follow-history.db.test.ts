import net, { type AddressInfo } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HistoryFollower, ResumeGap } from './follow-history.ts';
import { testDatabase } from './testing.ts';

let url: string;
let pool: pg.Pool;
let follower: HistoryFollower;
beforeAll(async () => {
  url = await testDatabase();
  pool = new pg.Pool({ connectionString: url, max: 12 });
  follower = await new HistoryFollower(url).start();
});
afterAll(async () => {
  await follower.close();
  await pool.end();
});

const write = (db: pg.Pool | pg.PoolClient, type: string) =>
  db.query(`insert into history (type, actor, data, at) values ($1, 'test', '{}', now())`, [type]);
const wake = (db: pg.Pool | pg.PoolClient) => db.query(`select pg_notify('kontor', '')`);

/** The types of the next events after a cursor, and the last cursor. */
async function take(of: HistoryFollower, since: string, count: number): Promise<{ types: string[]; cursor: string }> {
  const types: string[] = [];
  let cursor = since;
  for await (const event of of.follow(since)) {
    types.push(event.type);
    cursor = event.cursor;
    if (types.length === count) break;
  }
  return { types, cursor };
}

test('a transaction that began first and commits last is not missed', async () => {
  const since = await follower.head();
  const [slow, quick] = [await pool.connect(), await pool.connect()];
  await slow.query('begin');
  await write(slow, 'slow');
  await quick.query('begin');
  await write(quick, 'quick');
  await quick.query('commit');
  await wake(pool);
  const taking = take(follower, since, 2);
  // Nothing after the open transaction may be seen yet: a reader that had seen it could not go back.
  const seenWhileOpen = await Promise.race([
    take(follower, since, 1),
    new Promise((resolve) => setTimeout(resolve, 300, 'nothing')),
  ]);
  expect(seenWhileOpen).toBe('nothing');
  await slow.query('commit');
  await wake(pool);
  expect((await taking).types.toSorted()).toEqual(['quick', 'slow']);
  slow.release();
  quick.release();
});

test('eight writers that commit out of order, a reader that moves to another process: every event once', async () => {
  const since = await follower.head();
  const writer = async (name: number): Promise<void> => {
    for (let n = 0; n < 15; n += 1) {
      const client = await pool.connect();
      await client.query('begin');
      await write(client, `${name}-${n}`);
      await client.query('select pg_sleep(random() * 0.01)');
      await client.query('commit');
      client.release();
      await wake(pool);
    }
  };
  const writing = Promise.all(Array.from({ length: 8 }, (_, name) => writer(name)));
  const first = await take(follower, since, 40);
  const other = await new HistoryFollower(url).start();
  const rest = await take(other, first.cursor, 80);
  await writing;
  await other.close();
  const seen = [...first.types, ...rest.types];
  expect(new Set(seen).size).toBe(120);
  expect(seen).toHaveLength(120);
});

test('what is no cursor of ours is refused, so that the reader reloads', async () => {
  await expect(follower.follow('yesterday').next()).rejects.toBeInstanceOf(ResumeGap);
});

test('who stops waiting is let go at once, though nothing happens', async () => {
  // Not started: nothing but the signal can wake it.
  const deaf = new HistoryFollower(url);
  const left = new AbortController();
  const events = deaf.follow(await deaf.head(), left.signal);
  await write(pool, 'last');
  expect((await events.next()).value.type).toBe('last');
  const waiting = events.next();
  left.abort();
  expect((await waiting).done).toBe(true);
  await deaf.close();
});

test('while PostgreSQL is away there is one attempt at a time, and then one listener that hears again', async () => {
  const way = await wayTo(url);
  const distant = await new HistoryFollower(way.url).start();
  const since = await distant.head();
  way.cut();
  await expect.poll(() => way.refused, { timeout: 10_000 }).toBeGreaterThanOrEqual(4);
  way.mend();
  const taking = take(distant, since, 1);
  await write(pool, 'afterwards');
  expect((await taking).types).toEqual(['afterwards']);
  const listeners = async () =>
    (await pool.query(`select 1 from pg_stat_activity where datname = current_database() and query = 'listen kontor'`))
      .rowCount;
  // One of the other follower of this file.
  await expect.poll(listeners).toBe(2);
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(await listeners()).toBe(2);
  await distant.close();
  await way.close();
});

/** A way to PostgreSQL that can be cut. */
async function wayTo(target: string) {
  const { hostname, port } = new URL(target);
  const open = new Set<net.Socket>();
  const way = { isOpen: true, refused: 0 };
  const server = net.createServer((near) => {
    if (!way.isOpen) {
      way.refused += 1;
      return near.destroy();
    }
    const far = net.connect(Number(port), hostname);
    near.pipe(far).pipe(near);
    const end = (): void => {
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', end).on('close', end);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = (): void => {
    way.isOpen = false;
    for (const socket of open) socket.destroy();
    open.clear();
  };
  return {
    url: Object.assign(new URL(target), { port: String((server.address() as AddressInfo).port) }).href,
    get refused(): number {
      return way.refused;
    },
    cut,
    mend(): void {
      way.isOpen = true;
    },
    close(): Promise<void> {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
