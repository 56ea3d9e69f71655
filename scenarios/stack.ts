import { fork, spawnSync, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';

const root = path.resolve(import.meta.dirname, '..');
const quiet = ['--disable-warning=ExperimentalWarning'];

/** What the sandbox counted on its side. */
export interface WorldCounts {
  orders: {
    created: number;
    byStatus: Record<string, number>;
    list: {
      orderId: string;
      status: string;
      kind: string;
      confirmations: { packageReferenceId: string; trackingNumber: string }[];
    }[];
  };
  handovers: Record<string, number>;
  mails: {
    n: number;
    messageId: string;
    to: string[];
    subject: string;
    kind: string | null;
    order: string | null;
    attachments: { name: string }[];
  }[];
  settlements: { id: string; total: number; orders: string[] }[];
  /** Invoices and credit notes that the marketplace has taken. */
  invoices: { orderId: string; number: string }[];
  /** Refused calls by operation: too fast. */
  throttled: Record<string, number>;
}

interface Options {
  /** Environment of the sandbox. */
  sandbox?: Record<string, string>;
  /** What the sandbox plays from its start, as a scenario file says it. */
  scenario?: object;
  workers?: number;
}

/** The whole product beside its sandbox, each in a process of its own, on a database of its own. */
export class Stack {
  readonly token = randomUUID();
  readonly folder = mkdtempSync(path.join(tmpdir(), 'kontor-scenario-'));
  readonly #children = new Map<string, ChildProcess>();
  #ports!: { api: number; http: number; smtp: number; sftp: number; sqs: number; mailIn: number };
  #database!: string;
  #pool!: pg.Pool;
  password = '';

  static async start(options: Options = {}): Promise<Stack> {
    const stack = new Stack();
    const ports = (await freePorts(6)) as [number, number, number, number, number, number];
    const [api, http, smtp, sftp, sqs, mailIn] = ports;
    stack.#ports = { api, http, smtp, sftp, sqs, mailIn };
    stack.#database = await createDatabase();
    stack.#pool = new pg.Pool({ connectionString: stack.#database, max: 3 });
    await stack.startSandbox({ ...options.sandbox, ...stack.#write(options.scenario) });
    stack.#setUp();
    const { staff } = (await (await fetch(`${stack.sandboxUrl}/setup.json`)).json()) as {
      staff: { password: string }[];
    };
    stack.password = staff[0]!.password;
    await Promise.all(Array.from({ length: options.workers ?? 1 }, (_, index) => stack.startWorker(index)));
    await stack.#start('api', 'apps/api/dist/main.js', {
      PORT: String(api),
      STATIC_DIR: path.join(root, 'apps/cockpit/dist'),
    });
    await stack.#ready();
    return stack;
  }

  #write(scenario: object | undefined): Record<string, string> {
    if (!scenario) return {};
    const file = path.join(this.folder, 'scenario.json');
    writeFileSync(file, JSON.stringify(scenario));
    return { SANDBOX_SCENARIO: file };
  }

  get url(): string {
    return `http://127.0.0.1:${this.#ports.api}`;
  }

  get sandboxUrl(): string {
    return `http://127.0.0.1:${this.#ports.http}`;
  }

  startSandbox(env: Record<string, string> = {}): Promise<void> {
    const { http, smtp, sftp, sqs, mailIn } = this.#ports;
    return this.#start('sandbox', 'apps/sandbox/src/main.ts', {
      SANDBOX_PORT: String(http),
      SANDBOX_SMTP_PORT: String(smtp),
      SANDBOX_SFTP_PORT: String(sftp),
      SANDBOX_SQS_PORT: String(sqs),
      SANDBOX_DATA: path.join(this.folder, 'sandbox'),
      SANDBOX_ORDERS_PER_MINUTE: '0',
      SANDBOX_SPEED: '600',
      SANDBOX_SEED: '20261124',
      KONTOR_URL: this.url,
      KONTOR_TOKEN: this.token,
      KONTOR_MAIL_PORT: String(mailIn),
      ...env,
    });
  }

  /** The first worker takes the mail; the others listen where nobody writes. */
  async startWorker(index: number): Promise<void> {
    const mailIn = index === 0 ? this.#ports.mailIn : (await freePorts(1))[0]!;
    await this.#start(`worker-${index}`, 'apps/worker/src/main.ts', {
      MAIL_IN_PORT: String(mailIn),
      // A killed worker must be up again before its mail's copy counts as missing.
      MAIL_JOURNAL_GRACE_SECONDS: '30',
    });
  }

  async #start(name: string, file: string, env: Record<string, string>): Promise<void> {
    const out = openSync(path.join(this.folder, `${name}.log`), 'a');
    const child = fork(path.join(root, file), [], {
      execArgv: quiet,
      stdio: ['ignore', out, out, 'ipc'],
      env: {
        ...process.env,
        DATABASE_URL: this.#database,
        KONTOR_DATA: this.folder,
        WEBHOOK_ALLOW_PRIVATE: 'true',
        LOG_LEVEL: 'info',
        ...env,
      },
    });
    this.#children.set(name, child);
    const ended = once(child, 'exit').then(() => 'ended' as const);
    const ready = once(child, 'message').then(() => 'ready' as const);
    if ((await Promise.race([ready, ended])) === 'ended') throw new Error(`${name} did not start:\n${this.log(name)}`);
  }

  #setUp(): void {
    const argv = [path.join(root, 'apps/api/dist/set-up.js'), `${this.sandboxUrl}/setup.json`, '--token', this.token];
    const { status, stdout, stderr } = spawnSync(process.execPath, argv, {
      env: { ...process.env, DATABASE_URL: this.#database, KONTOR_DATA: this.folder },
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`set-up failed: ${stdout}${stderr}`);
  }

  async #ready(): Promise<void> {
    while (!(await fetch(`${this.url}/readyz`)).ok) await pause(100);
  }

  /** Kills a process as the kernel would when memory runs out. */
  async kill(name: string): Promise<void> {
    const child = this.#children.get(name)!;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  log(name: string): string {
    return readFileSync(path.join(this.folder, `${name}.log`), 'utf8')
      .split('\n')
      .slice(-40)
      .join('\n');
  }

  async rows<Row>(sql: string, params: unknown[] = []): Promise<Row[]> {
    return (await this.#pool.query(sql, params)).rows as Row[];
  }

  async world(): Promise<WorldCounts> {
    return (await (await fetch(`${this.sandboxUrl}/world.json`)).json()) as WorldCounts;
  }

  /** A call on the sandbox's admin door. */
  async ask<Answer>(at: string, body: object = {}): Promise<Answer> {
    const response = await fetch(`${this.sandboxUrl}${at}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Answer;
  }

  async graphql<Data>(
    query: string,
    variables: object = {},
    token: string = this.token,
  ): Promise<{ data?: Data; errors?: { message: string; extensions: { code: string; rejection?: string } }[] }> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as never;
  }

  async stop(): Promise<void> {
    const stopping = [...this.#children.values()].filter(
      (child) => child.exitCode === null && child.signalCode === null,
    );
    await Promise.all(stopping.map((child) => (child.kill('SIGTERM'), once(child, 'exit'))));
    await this.#pool.end();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function createDatabase(): Promise<string> {
  const base = process.env.TEST_DATABASE_URL;
  if (!base) throw new Error('TEST_DATABASE_URL is not set: run the tests with `npm test`');
  const name = `s_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  const client = new pg.Client(base);
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return Object.assign(new URL(base), { pathname: `/${name}` }).href;
}

/** Ports that are free now; asked for together so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = net.createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as net.AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
