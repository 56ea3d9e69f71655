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
