import fs from 'node:fs/promises';
import net, { type AddressInfo, type Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { certificate, certificateKey } from '../../kit/tls.testing.ts';

/** What goes wrong: by command, an answer instead of the work, a connection that dies, or a half upload. */
export type FtpFault = { answer: string } | 'die' | 'die after' | 'die in the middle';

export interface FtpTestServer {
  /** The folder that the partner sees as '/'. */
  root: string;
  connection: { host: string; port: number; username: string; password: string; allowPrivate: boolean; ca: string };
  faults: Record<string, FtpFault>;
  connections: number;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A small FTP server on loopback that fails as told; AUTH TLS is offered, renaming overwrites as most servers do. */
export async function ftpServer(folders: string[], o: { tlsRequired?: boolean } = {}): Promise<FtpTestServer> {
  const root = await fs.mkdtemp(path.join(os.tmpdir(), 'ftp-'));
  for (const folder of folders) await fs.mkdir(path.join(root, folder), { recursive: true });
  const sockets = new Set<Socket>();
  const server = net.createServer((socket) => {
    served.connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    new FtpTalk(socket, served, o.tlsRequired ?? false).start();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const connection = {
    host: 'localhost',
    port,
    username: 'kontor',
    password: 'geheim',
    allowPrivate: true,
    ca: certificate,
  };
  const served: FtpTestServer = {
    root,
    connection,
    faults: {},
    connections: 0,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await fs.rm(root, { recursive: true });
    },
  };
  return served;
}

const secureContext = tls.createSecureContext({ cert: certificate, key: certificateKey });

/** One control connection. */
class FtpTalk {
  #control: Socket;
  readonly #raw: Socket;
  readonly #server: FtpTestServer;
  readonly #tlsRequired: boolean;
  #data: Promise<Socket> | undefined;
  #renameFrom = '';
  #user = '';
  #signedIn = false;
  #private = false;

  constructor(control: Socket, server: FtpTestServer, tlsRequired: boolean) {
    this.#control = control;
    this.#raw = control;
    this.#server = server;
    this.#tlsRequired = tlsRequired;
  }

  start(): void {
    this.#listen();
    this.#say('220 test');
  }

  #say(line: string): void {
    this.#control.write(`${line}\r\n`);
  }

  #listen(): void {
    let rest = '';
    let tail = Promise.resolve();
    this.#control.on('error', () => {});
    this.#control.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split('\r\n');
      rest = lines.pop()!;
      for (const line of lines) tail = tail.then(() => this.#hear(line));
    });
  }

  async #hear(line: string): Promise<void> {
    const [, verb = '', argument = ''] = /^(\w+) ?(.*)$/.exec(line) ?? [];
    const command = verb.toUpperCase();
    const fault = this.#server.faults[command];
    if (fault === 'die') return void this.#raw.destroy();
    if (typeof fault === 'object') {
      if (command === 'STOR') (await this.#data)?.destroy();
      return this.#say(fault.answer);
    }
    await this.#obey(command, argument, fault).catch((error: NodeJS.ErrnoException) => this.#say(`550 ${error.code}`));
  }

  async #obey(command: string, argument: string, fault: 'die after' | 'die in the middle' | undefined): Promise<void> {
    const file = path.join(this.#server.root, path.posix.normalize(`/${argument}`));
    if (!this.#signedIn && !['AUTH', 'USER', 'PASS', 'PBSZ', 'PROT', 'FEAT'].includes(command))
      return this.#say('530 first sign in');
    switch (command) {
      case 'AUTH':
        return this.#encrypt();
      case 'USER':
        if (this.#tlsRequired && this.#control === this.#raw) return this.#say('550 only encrypted');
        this.#user = argument;
        return this.#say('331 and the password?');
      case 'PASS':
        this.#signedIn = this.#user === 'kontor' && argument === 'geheim';
        return this.#say(this.#signedIn ? '230 welcome' : '530 no');
      case 'PROT':
        this.#private = argument === 'P';
        return this.#say('200 ok');
      case 'FEAT':
        return this.#say('211-features\r\n MLSD\r\n SIZE\r\n211 end');
      case 'EPSV':
        return this.#passive();
      case 'SIZE':
        return this.#say(`213 ${(await fs.stat(file)).size}`);
      case 'STOR':
        return this.#store(file, fault);
      case 'RETR': {
        const bytes = await fs.readFile(file);
        return this.#transfer((data) => void data.end(bytes));
      }
      case 'MLSD':
      case 'LIST':
        return this.#list(path.join(this.#server.root, path.posix.normalize(`/${argument.replace(/^-a ?/, '')}`)));
      case 'RNFR':
        await fs.stat(file);
        this.#renameFrom = file;
        return this.#say('350 to?');
      case 'RNTO':
        await fs.rename(this.#renameFrom, file);
        if (fault === 'die after') return void this.#raw.destroy();
        return this.#say('250 ok');
      case 'DELE':
        await fs.rm(file);
        return this.#say('250 ok');
      case 'MKD':
        await fs.mkdir(file);
        return this.#say('257 ok');
      default:
        return this.#say(['TYPE', 'STRU', 'PBSZ', 'OPTS', 'QUIT'].includes(command) ? '200 ok' : '502 unknown');
    }
  }

  #encrypt(): void {
    this.#raw.removeAllListeners('data');
    this.#say('234 go');
    this.#control = new tls.TLSSocket(this.#raw, { isServer: true, secureContext });
    this.#listen();
  }

  async #passive(): Promise<void> {
    const server = net.createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.#data = new Promise((resolve) => {
      server.once('connection', (socket) => {
        server.close();
        socket.on('error', () => {});
        const data = this.#private ? new tls.TLSSocket(socket, { isServer: true, secureContext }) : socket;
        data.on('error', () => {});
        resolve(data);
      });
    });
    this.#say(`229 (|||${(server.address() as AddressInfo).port}|)`);
  }

  async #store(file: string, fault?: FtpFault): Promise<void> {
    const handle = await fs.open(file, 'w');
    await this.#transfer(async (data) => {
      for await (const chunk of data as AsyncIterable<Buffer>) {
        if (fault === 'die in the middle') {
          await handle.write(chunk.subarray(0, 5));
          return void this.#raw.destroy();
        }
        await handle.write(chunk);
      }
    }).finally(() => handle.close());
  }

  async #list(folder: string): Promise<void> {
    const names = await fs.readdir(folder);
    const lines = names.map(async (name) => {
      const { size, mtime } = await fs.stat(path.join(folder, name));
      const isFile = (await fs.stat(path.join(folder, name))).isFile();
      return `type=${isFile ? 'file' : 'dir'};size=${size};modify=${mtime.toISOString().replace(/[-:T]|\.\d+Z/g, '')}; ${name}\r\n`;
    });
    const listing = (await Promise.all(lines)).join('');
    await this.#transfer((data) => void data.end(listing));
  }

  async #transfer(work: (data: Socket) => void | Promise<void>): Promise<void> {
    this.#say('150 here');
    const data = (await this.#data)!;
    const closed = new Promise((resolve) => data.once('close', resolve));
    await work(data);
    if (this.#raw.destroyed) return void data.destroy();
    data.end();
    await closed;
    this.#say('226 done');
  }
}
