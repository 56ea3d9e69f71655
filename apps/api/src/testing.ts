import { newId } from '@kontor/domain/kernel/id';
import { importOrders } from '@kontor/domain/orders/import-orders';
import type { IncomingOrder } from '@kontor/domain/channels/incoming-order';
import { Staff, type Role } from '@kontor/domain/staff/staff.entity';
import { seedWorld, type SeededWorld } from '@kontor/domain/testing';
import { newContext } from '@kontor/platform/context';
import { openDatabase } from '@kontor/platform/database';
import { HistoryFollower } from '@kontor/platform/follow-history';
import { openLog } from '@kontor/platform/log';
import { openQueue } from '@kontor/platform/queue';
import { secretsWith } from '@kontor/platform/secrets';
import { testDatabase } from '@kontor/platform/testing';
import type { Context } from '@kontor/domain/kernel/transact';
import type { PgBoss } from 'pg-boss';
import { startApi } from './server.ts';
import { hashPassword, storeToken } from './staff/sign-in.ts';

interface Answer<Data> {
  status: number;
  data?: Data;
  errors?: { message: string; extensions: { code: string; rejection?: string } }[];
}

/** The API on a database of its own, with a token, and staff of every role. */
export interface TestApi extends SeededWorld {
  url: string;
  token: string;
  ctx(): Context;
  graphql<Data>(query: string, variables?: object, headers?: Record<string, string>): Promise<Answer<Data>>;
  signIn(email: string, password: string): Promise<Response>;
  place(...orders: IncomingOrder[]): Promise<void>;
  /** A process of another name at the same queue. */
  openQueue(instance: string): Promise<PgBoss>;
  /** A second server on the same database, with connections of its own. */
  startAnother(): Promise<{ url: string; close(): Promise<void> }>;
  /** SQL statements that the API's database layer sends during `work`. */
  countQueries(work: () => Promise<unknown>): Promise<number>;
  close(): Promise<void>;
}

export const password = 'correct horse';
export const secrets = secretsWith('the key of the tests, long enough');

export async function openTestApi({
  port = 0,
  staticDir,
}: { port?: number; staticDir?: string } = {}): Promise<TestApi> {
  const databaseUrl = await testDatabase();
  const orm = await openDatabase(databaseUrl);
  const log = openLog('test', 'silent');
  const boss = await openQueue(databaseUrl, { log, supervise: false, instance: 'test' });
  const follower = await new HistoryFollower(databaseUrl).start();
  const stop = async (): Promise<void> => {
    await boss.stop({ graceful: false });
    await orm.close(true);
  };
  const api = await startApi({ orm, boss, follower, secrets, log, staticDir }, { host: '127.0.0.1', port }).catch(
    async (error: unknown) => {
      await follower.close();
      await stop();
      throw error;
    },
  );
  const ctx = () => newContext({ orm, boss }, 'automation');
  const seeded = await seedWorld(ctx().em);
  const token = 'a token for tests';
  await storeToken(ctx().em, 'tests', token);
  const passwordHash = await hashPassword(password);
  const roles: Role[] = ['administrator', 'clerk', 'reader', 'warehouse', 'accounting'];
  for (const role of roles)
    await ctx().em.insert(Staff, {
      id: newId(),
      email: `${role}@kontor.test`,
      name: role,
      role,
      passwordHash,
      active: true,
    });
  const url = `http://127.0.0.1:${api.port}`;
  return {
    ...seeded,
    url,
    token,
    ctx,
    async graphql(query, variables = {}, headers = { authorization: `Bearer ${token}` }) {
      const body = JSON.stringify({ query, variables });
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
      });
      return { status: response.status, ...((await response.json()) as object) };
    },
    signIn: (email, given) =>
      fetch(`${url}/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email, password: given }),
      }),
    place: async (...orders) => {
      await importOrders(ctx(), { channelId: seeded.channelId, orders, unreadable: [], cursor: null });
    },
    openQueue: (instance) => openQueue(databaseUrl, { log, supervise: false, instance }),
    async startAnother() {
      const parts = { orm: await openDatabase(databaseUrl), boss, secrets, log };
      const itsFollower = await new HistoryFollower(databaseUrl).start();
      const another = await startApi({ ...parts, follower: itsFollower }, { host: '127.0.0.1', port: 0 });
      return {
        url: `http://127.0.0.1:${another.port}`,
        async close() {
          await itsFollower.close();
          await another.close();
          await parts.orm.close(true);
        },
      };
    },
    async countQueries(work) {
      const logger = orm.config.getLogger();
      let count = 0;
      logger.logQuery = () => void (count += 1);
      logger.setDebugMode(['query']);
      await work();
      logger.setDebugMode(false);
      return count;
    },
    async close() {
      await follower.close();
      await api.close();
      await stop();
    },
  };
}
