import { createHash, timingSafeEqual } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import ssh2, { type Attributes, type SFTPWrapper } from 'ssh2';

const { Server, utils } = ssh2;
const { STATUS_CODE, OPEN_MODE } = utils.sftp;

export interface SftpOptions {
  host: string;
  port: number;
  /** What the client sees as `/`. */
  root: string;
  username: string;
  password: string;
  hostKey: string;
}

/** A new host key in OpenSSH's form; now and then ssh2 makes one that it cannot read itself, then it is made again. */
export function makeHostKey(): string {
  for (;;) {
    const { private: key } = utils.generateKeyPairSync('ed25519');
    if (!(utils.parseKey(key) instanceof Error)) return key;
  }
}

/** The fingerprint a client pins: sha256 of the public key, base64. */
export function fingerprint(hostKey: string): string {
  const key = utils.parseKey(hostKey);
  if (key instanceof Error) throw key;
  return createHash('sha256').update(key.getPublicSSH()).digest('base64');
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** An SFTP server over a real folder; nobody gets out of it. */
export async function startSftpServer(o: SftpOptions): Promise<{ close(): void }> {
  const server = new Server({ hostKeys: [o.hostKey] }, (client) => {
    client.on('authentication', (ctx) => {
      const right =
        ctx.method === 'password' &&
        ctx.username === o.username &&
        timingSafeEqual(digest(ctx.password), digest(o.password));
      if (right) ctx.accept();
      else ctx.reject(['password']);
    });
    client.on('error', () => {});
    client.on('session', (accept) => {
      accept().on('sftp', (open) => new SftpSession(open(), o.root));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(o.port, o.host, resolve);
  });
  return { close: () => void server.close() };
}

type Handle = { file: fs.FileHandle } | { names: string[]; at: string };

/** One client's session: each request is a file operation, each failure a status. */
class SftpSession {
  readonly #sftp: SFTPWrapper;
  readonly #root: string;
  readonly #handles = new Map<number, Handle>();
  #next = 0;

  constructor(sftp: SFTPWrapper, root: string) {
    this.#sftp = sftp;
    this.#root = root;
    sftp.on('OPEN', (id, name, flags) =>
      this.#try(id, async () => sftp.handle(id, this.#keep({ file: await fs.open(this.#real(name), modeOf(flags)) }))),
    );
    sftp.on('READ', (id, handle, offset, length) => this.#try(id, () => this.#read(id, handle, offset, length)));
    sftp.on('WRITE', (id, handle, offset, data) =>
      this.#do(id, async () => void (await this.#file(handle).write(data, 0, data.length, offset))),
    );
    sftp.on('CLOSE', (id, handle) => this.#do(id, () => this.#close(handle)));
    sftp.on('OPENDIR', (id, name) =>
      this.#try(id, async () =>
        sftp.handle(id, this.#keep({ names: await fs.readdir(this.#real(name)), at: this.#real(name) })),
      ),
    );
    sftp.on('READDIR', (id, handle) => this.#try(id, () => this.#readdir(id, handle)));
    for (const event of ['STAT', 'LSTAT'] as const)
      sftp.on(event, (id: number, name: string) =>
        this.#try(id, async () => sftp.attrs(id, attributes(await fs.stat(this.#real(name))))),
      );
    sftp.on('FSTAT', (id, handle) =>
      this.#try(id, async () => sftp.attrs(id, attributes(await this.#file(handle).stat()))),
    );
    sftp.on('SETSTAT', (id) => this.#do(id, async () => {}));
    sftp.on('FSETSTAT', (id) => this.#do(id, async () => {}));
    sftp.on('REMOVE', (id, name) => this.#do(id, () => fs.unlink(this.#real(name))));
    sftp.on('MKDIR', (id, name) => this.#do(id, () => fs.mkdir(this.#real(name))));
    sftp.on('RMDIR', (id, name) => this.#do(id, () => fs.rmdir(this.#real(name))));
    sftp.on('RENAME', (id, from, to) => this.#do(id, () => this.#rename(from, to)));
    sftp.on('REALPATH', (id, name) => {
      const filename = path.posix.resolve('/', name);
      sftp.name(id, [{ filename, longname: filename, attrs: {} as Attributes }]);
    });
  }

  #real = (name: string): string => path.join(this.#root, path.posix.resolve('/', name));

  #try(id: number, work: () => Promise<void>): void {
    work().catch((error: NodeJS.ErrnoException) => {
      const codes: Record<string, number> = { ENOENT: STATUS_CODE.NO_SUCH_FILE, EACCES: STATUS_CODE.PERMISSION_DENIED };
      this.#sftp.status(id, codes[error.code ?? ''] ?? STATUS_CODE.FAILURE);
    });
  }

  #do(id: number, work: () => Promise<void>): void {
    this.#try(id, async () => {
      await work();
      this.#sftp.status(id, STATUS_CODE.OK);
    });
  }

  #keep(handle: Handle): Buffer {
    this.#next += 1;
    this.#handles.set(this.#next, handle);
    const key = Buffer.alloc(4);
    key.writeUInt32BE(this.#next);
    return key;
  }

  #get(key: Buffer): Handle {
    const handle = this.#handles.get(key.readUInt32BE());
    if (!handle) throw new Error('unknown handle');
    return handle;
  }

  #file(key: Buffer): fs.FileHandle {
    const handle = this.#get(key);
    if (!('file' in handle)) throw new Error('not a file');
    return handle.file;
  }

  async #read(id: number, key: Buffer, offset: number, length: number): Promise<void> {
    const buffer = Buffer.alloc(Math.min(length, 256 * 1024));
    const { bytesRead } = await this.#file(key).read(buffer, 0, buffer.length, offset);
    if (bytesRead) this.#sftp.data(id, buffer.subarray(0, bytesRead));
    else this.#sftp.status(id, STATUS_CODE.EOF);
  }

  async #readdir(id: number, key: Buffer): Promise<void> {
    const handle = this.#get(key);
    if (!('names' in handle)) throw new Error('not a folder');
    const names = handle.names.splice(0, 200);
    if (!names.length) return void this.#sftp.status(id, STATUS_CODE.EOF);
    const stats = await Promise.all(names.map((name) => fs.stat(path.join(handle.at, name)).catch(() => null)));
    const entries = names.flatMap((filename, index) => {
      const stat = stats[index];
      return stat
        ? [
            {
              filename,
              longname: `${stat.isDirectory() ? 'd' : '-'}rw-r--r-- 1 s s ${stat.size} ${filename}`,
              attrs: attributes(stat),
            },
          ]
        : [];
    });
    this.#sftp.name(id, entries);
  }

  async #close(key: Buffer): Promise<void> {
    const handle = this.#get(key);
    this.#handles.delete(key.readUInt32BE());
    if ('file' in handle) await handle.file.close();
  }

  /** As OpenSSH does: never over an existing file. */
  async #rename(from: string, to: string): Promise<void> {
    if (await fs.stat(this.#real(to)).catch(() => null)) throw new Error('exists');
    await fs.rename(this.#real(from), this.#real(to));
  }
}

function modeOf(flags: number): string {
  if (flags & OPEN_MODE.EXCL) return 'wx';
  if (flags & OPEN_MODE.APPEND) return 'a';
  if (flags & OPEN_MODE.WRITE) return flags & OPEN_MODE.TRUNC ? 'w' : 'r+';
  return 'r';
}

const attributes = ({
  mode,
  size,
  atimeMs,
  mtimeMs,
}: {
  mode: number;
  size: number;
  atimeMs: number;
  mtimeMs: number;
}): Attributes => ({
  mode,
  size,
  uid: 0,
  gid: 0,
  atime: Math.floor(atimeMs / 1_000),
  mtime: Math.floor(mtimeMs / 1_000),
});
