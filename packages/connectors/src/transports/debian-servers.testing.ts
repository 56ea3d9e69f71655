import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import fs from 'node:fs/promises';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { certificate, certificateKey } from '../kit/tls.testing.ts';

const places = ['/usr/sbin', '/usr/local/sbin', '/usr/bin', '/opt/homebrew/sbin'];
const binary = (name: string): string | undefined =>
  places.map((place) => path.join(place, name)).find((file) => existsSync(file));

/** Which of Debian's servers this machine has; their tests run only then. */
export const installed = {
  proftpd: binary('proftpd'),
  sshd: [binary('sshd'), '/usr/lib/openssh/sftp-server'].every((file) => file && existsSync(file))
    ? binary('sshd')
    : undefined,
  dovecot: binary('dovecot'),
};

export interface DebianServer<Connection> {
  root: string;
  connection: Connection;
  /** Ends it and what it has started, in the middle of whatever they do. */
  kill(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

const user = os.userInfo();

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function whenOpen(port: number, child: ChildProcess, words: () => string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (child.exitCode !== null) break;
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = net
        .connect(port, '127.0.0.1')
        .once('connect', () => resolve(true))
        .once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (isOpen) return;
    await delay(50);
  }
  throw new Error(`the server does not listen: ${words()}`);
}

/** What a process has started, and what that has; sessions have processes of their own. */
async function descendants(pid: number): Promise<number[]> {
  const pids = (await fs.readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const parents = new Map<number, number>();
  for (const one of pids) {
    const stat = await fs.readFile(`/proc/${one}/stat`, 'utf8').catch(() => '');
    parents.set(Number(one), Number(/\) \w (\d+)/.exec(stat)?.[1]));
  }
  const below = (of: number): number[] =>
    [...parents].filter(([, parent]) => parent === of).flatMap(([one]) => [...below(one), one]);
  return below(pid);
}

/** Starts a server in the foreground as the current user, over a temporary folder that ends with it. */
async function started<C>(o: {
  file: string;
  prepare(dir: string, root: string, port: number): Promise<{ args: string[]; connection: C }>;
  folders: string[];
}): Promise<DebianServer<C>> {
  const dir = await fs.mkdtemp(path.join(os.tmpdir(), 'srv-'));
  const root = path.join(dir, 'root');
  for (const folder of ['.', ...o.folders]) await fs.mkdir(path.join(root, folder), { recursive: true });
  const port = await freePort();
  const { args, connection } = await o.prepare(dir, root, port);
  const child = spawn(o.file, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let words = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (words += chunk.toString()));
  await whenOpen(port, child, () => words);
  return {
    root,
    connection,
    async kill() {
      for (const pid of [...(await descendants(child.pid!)), child.pid!]) process.kill(pid, 'SIGKILL');
    },
    async [Symbol.asyncDispose]() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode === null && child.kill('SIGTERM')) await ended;
      await fs.rm(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    },
  };
}

const password = 'geheim';
const secret = (): string => spawnSync('openssl', ['passwd', '-6', password], { encoding: 'utf8' }).stdout.trim();
const access = (port: number) => ({
  host: 'localhost',
  port,
  username: 'kontor',
  password,
  allowPrivate: true,
  ca: certificate,
});

/** Debian's proftpd; with `tls` it takes encrypted sessions only, and wants the data connection to resume them. */
export const proftpd = (
  folders: string[],
  o: { tls: boolean; readOnly?: boolean; slow?: boolean },
): Promise<DebianServer<ReturnType<typeof access>>> =>
  started({
    file: installed.proftpd!,
    folders,
    async prepare(dir, root, port) {
      const at = (name: string): string => path.join(dir, name);
      await fs.writeFile(at('users'), `kontor:${secret()}:${user.uid}:${user.gid}::${root}:/bin/sh\n`, { mode: 0o600 });
      await fs.writeFile(at('cert.pem'), certificate);
      await fs.writeFile(at('key.pem'), certificateKey, { mode: 0o600 });
      const encrypted = [
        'LoadModule mod_tls.c',
        '<IfModule mod_tls.c>',
        'TLSEngine on',
        'TLSRequired on',
        `TLSRSACertificateFile ${at('cert.pem')}`.replace('RSA', 'EC'),
        `TLSRSACertificateKeyFile ${at('key.pem')}`.replace('RSA', 'EC'),
        '</IfModule>',
      ];
      const lines = [
        'ModulePath /usr/lib/proftpd',
        ...(o.tls ? encrypted : []),
        'ServerName test',
        'ServerType standalone',
        'DefaultAddress 127.0.0.1',
        `Port ${port}`,
        `User ${user.username}`,
        'Group root'.replace('root', spawnSync('id', ['-gn'], { encoding: 'utf8' }).stdout.trim()),
        'UseIPv6 off',
        'WtmpLog off',
        'UseReverseDNS off',
        'RequireValidShell off',
        'RootLogin on',
        `AuthUserFile ${at('users')}`,
        'AuthOrder mod_auth_file.c',
        `DefaultRoot ${user.uid === 0 ? '~' : 'none'}`,
        `DefaultChdir ${root}`,
        `PidFile ${at('pid')}`,
        `ScoreboardFile ${at('score')}`,
        `SystemLog ${at('log')}`,
        `DelayTable ${at('delay')}`,
        'AllowOverwrite on',
        // so many kilobytes a second
        ...(o.slow ? ['TransferRate STOR 5000'] : []),
        ...(o.readOnly ? ['<Limit WRITE>', 'DenyAll', '</Limit>'] : []),
      ];
      await fs.writeFile(at('conf'), `${lines.join('\n')}\n`);
      return { args: ['-n', '-q', '-c', at('conf')], connection: access(port) };
    },
  });

/** OpenSSH's sshd with its own host key; SFTP only. */
export const sshd = (folders: string[], o: { readOnly?: boolean } = {}) =>
  started({
    file: installed.sshd!,
    folders,
    async prepare(dir, _root, port) {
      const at = (name: string): string => path.join(dir, name);
      for (const key of ['host', 'user']) spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', at(key)]);
      await fs.copyFile(at('user.pub'), at('authorized'));
      if (user.uid === 0) await fs.mkdir('/run/sshd', { recursive: true });
      const lines = [
        `Port ${port}`,
        'ListenAddress 127.0.0.1',
        `HostKey ${at('host')}`,
        `AuthorizedKeysFile ${at('authorized')}`,
        `PidFile ${at('pid')}`,
        'StrictModes no',
        'PermitRootLogin prohibit-password',
        'PasswordAuthentication no',
        'UsePAM no',
        'Subsystem sftp internal-sftp',
        `ForceCommand internal-sftp${o.readOnly ? ' -R' : ''}`,
      ];
      await fs.writeFile(at('conf'), `${lines.join('\n')}\n`);
      const key = Buffer.from((await fs.readFile(at('host.pub'), 'utf8')).split(' ')[1]!, 'base64');
      const connection = {
        host: 'localhost',
        port,
        username: user.username,
        privateKey: await fs.readFile(at('user'), 'utf8'),
        hostKeySha256: createHash('sha256').update(key).digest('base64'),
        allowPrivate: true,
      };
      return { args: ['-D', '-e', '-f', at('conf')], connection };
    },
  });

/** Debian's dovecot as the current user; mails lie as Maildir in `root`, IMAP with STARTTLS. */
export const dovecot = () =>
  started({
    file: installed.dovecot!,
    folders: ['cur', 'new', 'tmp'],
    async prepare(dir, root, port) {
      const at = (name: string): string => path.join(dir, name);
      const group = spawnSync('id', ['-gn'], { encoding: 'utf8' }).stdout.trim();
      // started as root its parts are other users, and root has no mail
      const owner = user.uid === 0 ? { uid: 65_534, gid: 65_534 } : user;
      await fs.chmod(dir, 0o755);
      for (const folder of ['.', 'cur', 'new', 'tmp']) await fs.chown(path.join(root, folder), owner.uid, owner.gid);
      await fs.writeFile(at('users'), `kontor:{PLAIN}${password}:${owner.uid}:${owner.gid}::${root}\n`);
      await fs.writeFile(at('cert.pem'), certificate);
      await fs.writeFile(at('key.pem'), certificateKey, { mode: 0o600 });
      const lines = [
        `base_dir = ${at('run')}`,
        `state_dir = ${at('state')}`,
        `log_path = ${at('log')}`,
        'protocols = imap',
        'listen = 127.0.0.1',
        // as root it insists on users of its own for the parts that strangers reach
        ...(user.uid === 0
          ? []
          : [
              `default_internal_user = ${user.username}`,
              `default_login_user = ${user.username}`,
              `default_internal_group = ${group}`,
            ]),
        'first_valid_uid = 0',
        'first_valid_gid = 0',
        'ssl = required',
        `ssl_cert = <${at('cert.pem')}`,
        `ssl_key = <${at('key.pem')}`,
        `mail_location = maildir:${root}`,
        'disable_plaintext_auth = yes',
        `passdb {\n driver = passwd-file\n args = ${at('users')}\n}`,
        `userdb {\n driver = passwd-file\n args = ${at('users')}\n}`,
        `service imap-login {\n chroot =\n inet_listener imap {\n  port = ${port}\n }\n inet_listener imaps {\n  port = 0\n }\n}`,
        'service anvil {\n chroot =\n}',
        'service stats {\n chroot =\n}',
      ];
      await fs.writeFile(at('conf'), `${lines.join('\n')}\n`);
      return { args: ['-F', '-c', at('conf')], connection: { ...access(port), secure: false } };
    },
  });
