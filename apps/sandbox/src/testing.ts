import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { changeOrder } from './amazon/order-store.ts';
import { readSettings } from './settings.ts';
import { startWorld } from './start-world.ts';
import { State } from './state.ts';
import { Timers } from './timers.ts';
import { openWorld, type World } from './world.ts';

/** A port that is free now. */
export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });

export interface TestWorld {
  world: World;
  url: string;
  ports: { smtp: number; sftp: number; mailIn: number };
  /** Asks the marketplace with a valid token. */
  amazon(path: string, body?: object, method?: string): Promise<{ status: number; headers: Headers; body: never }>;
  /** How the setup file says to reach the marketplace. */
  setup(): Promise<Connection>;
  post<Answer>(path: string, body?: object): Promise<Answer>;
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** A world of its own on free ports; nothing happens in it by itself. */
export async function openTestWorld(env: Record<string, string> = {}): Promise<TestWorld> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sandbox-'));
  const [http, smtp, sftp, mailIn, kontor] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  const settings = readSettings({
    SANDBOX_PORT: String(http),
    SANDBOX_SMTP_PORT: String(smtp),
    SANDBOX_SFTP_PORT: String(sftp),
    SANDBOX_SQS_PORT: '0',
    SANDBOX_DATA: folder,
    SANDBOX_SEED: '1',
    SANDBOX_ORDERS_PER_MINUTE: '0',
    SANDBOX_SPEED: '600',
    KONTOR_MAIL_PORT: String(mailIn),
    KONTOR_URL: `http://127.0.0.1:${kontor}`,
    ...env,
  });
  let running = await startWorld(settings);
  const url = `http://127.0.0.1:${http}`;
  const post = async <Answer>(at: string, body: object = {}): Promise<Answer> =>
    (
      await fetch(url + at, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    ).json() as Promise<Answer>;
  return {
    get world() {
      return running.world;
    },
    url,
    ports: { smtp, sftp, mailIn },
    post,
    setup: () => connectionOf(url),
    async amazon(at, body, method) {
      const token = await accessToken(url);
      const init = { method: method ?? (body ? 'POST' : 'GET'), ...(body ? { body: JSON.stringify(body) } : {}) };
      const response = await fetch(url + at, {
        ...init,
        headers: { 'x-amz-access-token': token, 'content-type': 'application/json' },
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : null) as never };
    },
    async restart() {
      await running.close();
      running = await startWorld(settings);
    },
    async close() {
      await running.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Keeps a pending order pending, also one whose payment has just come through. */
export function keepPending(world: World, id: string): void {
  world.timers.clear(`unpend:${id}`);
  changeOrder(world, id, ['UNSHIPPED', 'CANCELLED'], ({ order }) => (order.fulfillment!.fulfillmentStatus = 'PENDING'));
}

/** A world without servers and clock, for what is asked directly. */
export function openBareWorld(env: Record<string, string> = {}): { world: World; close(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'sandbox-'));
  const state = new State(folder);
  const settings = readSettings({ SANDBOX_DATA: folder, SANDBOX_SEED: '1', ...env });
  return {
    world: openWorld(settings, state, new Timers(state)),
    close() {
      state.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Connection {
  clientId: string;
  clientSecret: string;
  refreshToken: string;
}

async function connectionOf(url: string, index = 0): Promise<Connection> {
  const { channels } = (await (await fetch(`${url}/setup.json`)).json()) as { channels: { connection: Connection }[] };
  return channels[index]!.connection;
}

/** Signs in with an account of the setup file, by its place there. */
export async function accessToken(url: string, index = 0): Promise<string> {
  const { clientId, clientSecret, refreshToken } = await connectionOf(url, index);
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    client_id: clientId,
    client_secret: clientSecret,
  });
  const answer = (await (await fetch(`${url}/auth/o2/token`, { method: 'POST', body: form })).json()) as {
    access_token: string;
  };
  return answer.access_token;
}
