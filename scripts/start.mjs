// Runs everything under one supervisor: PostgreSQL, sandbox, worker, API with the cockpit.
import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { startPostgres } from './pg.mjs';
import { build, root, step } from './steps.mjs';

const data = path.resolve(root, process.env.KONTOR_DATA || '.data');
const port = Number(process.env.PORT || 4000);
const host = process.env.HOST || '127.0.0.1';
const shown = `http://${host === '0.0.0.0' ? 'localhost' : host}:${port}`;

export async function start() {
  await mustBeFree(port);
  fs.mkdirSync(path.join(data, 'logs'), { recursive: true });
  mustHaveRoom();
  await build();
  const supervisor = new Supervisor();
  try {
    await bringUp(supervisor);
  } catch (error) {
    await supervisor.stop();
    throw error;
  }
  return supervisor.ended;
}

async function bringUp(supervisor) {
  const database = await step('starting PostgreSQL', () => openDatabase(supervisor));
  const token = process.env.KONTOR_TOKEN || remembered('api-token');
  const ports = await sandboxPorts();
  await step('starting the sandbox world', () =>
    supervisor.start('sandbox', 'apps/sandbox/src/main.ts', sandboxEnv(ports, token)),
  );
  const setup = `http://127.0.0.1:${ports.http}/setup.json`;
  await step('setting up', () =>
    supervisor.once('apps/api/dist/set-up.js', [setup, '--token', token], {
      DATABASE_URL: database,
      KONTOR_DATA: data,
    }),
  );
  const env = {
    DATABASE_URL: database,
    KONTOR_DATA: data,
    PORT: String(port),
    HOST: host,
    STATIC_DIR: path.join(root, 'apps/cockpit/dist'),
    MAIL_IN_PORT: String(ports.mailIn),
    MAIL_JOURNAL_GRACE_SECONDS: process.env.MAIL_JOURNAL_GRACE_SECONDS || '10',
    NODE_ENV: 'production',
  };
  await step('starting API and worker', async () => {
    // The worker begins at once with what has been waiting, and would slow the start of the API down.
    await supervisor.start('api', 'apps/api/dist/main.js', env);
    await supervisor.start('worker', 'apps/worker/src/main.ts', env);
    await ready(supervisor);
  });
  const { staff } = await (await fetch(setup)).json();
  greet(staff[0], token, ports);
}

/** The supervised processes, stopped in the order opposite to their start. */
class Supervisor {
  #stack = [];
  #stopping = false;
  #end;
  ended = new Promise((resolve) => (this.#end = resolve));

  constructor() {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void this.#stopAndEnd(0));
  }

  defer(stop) {
    this.#stack.push(stop);
  }

  get stopping() {
    return this.#stopping;
  }

  /** Starts a process, its output in logs/<name>.log, and waits until it says that it is ready. */
  start(name, file, env) {
    const log = path.join(data, 'logs', `${name}.log`);
    if (fs.existsSync(log) && fs.statSync(log).size > 20e6) fs.renameSync(log, `${log}.1`);
    const out = fs.openSync(log, 'a');
    const child = spawn(process.execPath, ['--enable-source-maps', '--disable-warning=ExperimentalWarning', file], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', out, out, 'ipc'],
      // Ctrl-C reaches the supervisor alone, which stops the others in order.
      detached: process.platform !== 'win32',
    });
    fs.closeSync(out);
    this.defer(() => stopChild(child));
    return new Promise((resolve, reject) => {
      child.on('message', (message) => message?.type === 'ready' && resolve(child));
      child.on('exit', (code, signal) => {
        if (this.#stopping) return;
        const message = `${name} ended (${code ?? signal}); its last words:\n${tail(log)}\nThe whole log: ${log}`;
        reject(new Error(message));
        console.error(message);
        void this.#stopAndEnd(1);
      });
    });
  }

  /** Runs a process to its end; throws with its output when it fails. */
  once(file, args, env) {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [file, ...args], {
        cwd: root,
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let output = '';
      child.stdout.on('data', (chunk) => (output += chunk));
      child.stderr.on('data', (chunk) => (output += chunk));
      child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(output.trim() || `${file} failed`))));
    });
  }

  async stop() {
    this.#stopping = true;
    for (const stop of this.#stack.splice(0).toReversed()) await stop();
  }

  async #stopAndEnd(code) {
    if (this.#stopping) return;
    process.stderr.write('\n… stopping\n');
    await this.stop();
    process.stderr.write(`✓ stopped; the data stay in ${data}\n`);
    this.#end(code);
    process.exit(code);
  }
}

function stopChild(child) {
  if (child.exitCode !== null || child.signalCode) return null;
  return new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), 15_000).unref();
  });
}

const tail = (file) => fs.readFileSync(file, 'utf8').trimEnd().split('\n').slice(-15).join('\n');

async function openDatabase(supervisor) {
  if (process.env.DATABASE_URL) return process.env.DATABASE_URL;
  const pg = await startPostgres({
    dataDir: path.join(data, 'db'),
    port: Number(process.env.PGPORT || 54329),
    resolveFrom: path.join(root, 'package.json'),
    log: path.join(data, 'logs/postgres.log'),
    settings: { autovacuum_naptime: '10s' },
  });
  supervisor.defer(() => pg.stop());
  const { default: driver } = await import('pg');
  const client = new driver.Client(pg.url());
  await client.connect();
  const { rowCount } = await client.query("select 1 from pg_database where datname = 'kontor'");
  if (!rowCount) await client.query('create database kontor');
  await client.end();
  return pg.url('kontor');
}

/** A secret that stays the same over restarts. */
function remembered(name) {
  const file = path.join(data, name);
  if (!fs.existsSync(file)) fs.writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
  return fs.readFileSync(file, 'utf8').trim();
}

const isFree = (at) =>
  new Promise((resolve) => {
    const server = net.createServer().once('error', () => resolve(false));
    server.listen(at, host, () => server.close(() => resolve(true)));
  });

async function mustBeFree(at) {
  if (!(await isFree(at)))
    throw new Error(
      `Port ${at} is taken, perhaps by another Kontor. Stop it, or choose another port: PORT=${at + 1} npm start`,
    );
}

function mustHaveRoom() {
  const { bavail, bsize } = fs.statfsSync(data);
  if (bavail * bsize < 500e6)
    throw new Error(
      `Less than 500 MB are free where ${data} lies. Make room, or choose another folder: KONTOR_DATA=/path npm start`,
    );
}

async function sandboxPorts() {
  const at = async (wanted) => {
    for (let candidate = wanted; ; candidate += 10) if (await isFree(candidate)) return candidate;
  };
  const [http, smtp, sftp, mailIn, sqs] = [
    await at(port + 11),
    await at(port + 12),
    await at(port + 13),
    await at(port + 14),
    await at(port + 15),
  ];
  return { http, smtp, sftp, mailIn, sqs };
}

const sandboxEnv = (ports, token) => ({
  SANDBOX_PORT: String(ports.http),
  SANDBOX_SMTP_PORT: String(ports.smtp),
  SANDBOX_SFTP_PORT: String(ports.sftp),
  SANDBOX_SQS_PORT: String(ports.sqs),
  SANDBOX_DATA: path.join(data, 'sandbox'),
  KONTOR_URL: `http://127.0.0.1:${port}`,
  KONTOR_TOKEN: token,
  KONTOR_MAIL_PORT: String(ports.mailIn),
});

async function ready(supervisor) {
  for (;;) {
    if (supervisor.stopping) throw new Error('stopped while starting');
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function greet(staff, token, ports) {
  console.log(`
  Kontor is running.

    Cockpit    ${shown}
    Sign in    ${staff.email}  /  ${staff.password}
    GraphQL    ${shown}/graphql
    API token  ${token}
    Sandbox    http://127.0.0.1:${ports.http}  (marketplace, carriers, mailbox)

  Orders arrive by themselves. Data and logs: ${data}
  Stop with Ctrl-C.
`);
}
