import { createHash, generateKeyPairSync } from 'node:crypto';
import fs from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import ssh2 from 'ssh2';

const { STATUS_CODE } = ssh2.utils.sftp;
const { private: hostKey, public: publicKey } = readableKeyPair();
const hostKeySha256 = createHash('sha256')
  .update(Buffer.from(publicKey.split(' ')[1]!, 'base64'))
  .digest('base64');

/** Now and then ssh2 makes a key that it cannot read itself. */
function readableKeyPair(): ReturnType<typeof ssh2.utils.generateKeyPairSync> {
  for (;;) {
    const pair = ssh2.utils.generateKeyPairSync('ed25519');
    if (!(ssh2.utils.parseKey(pair.private) instanceof Error)) return pair;
  }
}

export interface SftpTestServer {
  /** The folder that the partner sees as '/'. */
  root: string;
  connection: {
    host: string;
    port: number;
    username: string;
    password: string;
    hostKeySha256: string;
    allowPrivate: boolean;
  };
  connections: number;
  /** Faults: what happens to the operation of this name. */
  faults: Partial<Record<'RENAME' | 'STAT' | 'OPEN' | 'WRITE', 'drop after' | 'fail' | 'deny'>>;
  /** Connections that are open now. */
  open(): number;
  dropAll(): void;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A real SFTP server on loopback over a temporary folder; like most servers it refuses to rename onto a name in use. */
export async function sftpServer(folders: string[]): Promise<SftpTestServer> {
  const root = await fs.mkdtemp(path.join(os.tmpdir(), 'sftp-'));
  for (const folder of folders) await fs.mkdir(path.join(root, folder), { recursive: true });
  const clients = new Set<ssh2.Connection>();
  const server = new ssh2.Server({ hostKeys: [hostKey] }, (client) => {
    served.connections += 1;
    clients.add(client);
    // the types lack it
    (client as unknown as { setNoDelay(on: boolean): void }).setNoDelay(true);
    client.on('close', () => clients.delete(client)).on('error', () => {});
    client.on('authentication', (auth) =>
      auth.method === 'password' && auth.password === 'geheim' ? auth.accept() : auth.reject(['password']),
    );
    client.on('session', (accept) => {
      accept().on('sftp', (acceptSftp) => serveFiles(acceptSftp(), root, served, client));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const served: SftpTestServer = {
    root,
    connection: { host: '127.0.0.1', port, username: 'kontor', password: 'geheim', hostKeySha256, allowPrivate: true },
    connections: 0,
    faults: {},
    open: () => clients.size,
    dropAll: () => clients.forEach((client) => client.end()),
    async [Symbol.asyncDispose]() {
      this.dropAll();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await fs.rm(root, { recursive: true });
    },
  };
  return served;
}

/** A key that is not the server's. */
export const foreignKeySha256 = createHash('sha256')
  .update(generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'der' }))
  .digest('hex');

type Handles = Map<string, { file: fs.FileHandle } | { names: string[] }>;

function serveFiles(sftp: ssh2.SFTPWrapper, root: string, server: SftpTestServer, client: ssh2.Connection): void {
  const handles: Handles = new Map();
  const at = (remote: string): string => path.join(root, path.posix.normalize(`/${remote}`));
  const attrsOf = async (file: string) => {
    const { mode, uid, gid, size, atimeMs, mtimeMs } = await fs.stat(file);
    return { mode, uid, gid, size, atime: Math.floor(atimeMs / 1000), mtime: Math.floor(mtimeMs / 1000) };
  };
  const open = (entry: { file: fs.FileHandle } | { names: string[] }): Buffer => {
    const id = Buffer.from(String(handles.size + 1));
    handles.set(id.toString(), entry);
    return id;
  };
  const ok = (id: number): void => sftp.status(id, STATUS_CODE.OK);
  /** Runs an operation, answers its failure as status, and does what the test asked for. */
  const on = <A extends unknown[]>(name: string, work: (id: number, ...args: A) => Promise<unknown>): void => {
    sftp.on(
      name as 'STAT',
      (async (id: number, ...args: A) => {
        const fault = server.faults[name as 'STAT'];
        if (fault === 'fail') return sftp.status(id, STATUS_CODE.FAILURE);
        if (fault === 'deny') return sftp.status(id, STATUS_CODE.PERMISSION_DENIED);
        if (fault === 'drop after') return work(-1, ...args).then(() => client.end());
        await work(id, ...args).catch((error: NodeJS.ErrnoException) =>
          sftp.status(id, error.code === 'ENOENT' ? STATUS_CODE.NO_SUCH_FILE : STATUS_CODE.FAILURE),
        );
      }) as never,
    );
  };

  on<[string, number]>('OPEN', async (id, file, flags) => {
    const mode = ssh2.utils.sftp.flagsToString(flags) ?? 'r';
    sftp.handle(id, open({ file: await fs.open(at(file), mode) }));
  });
  on<[Buffer, number, Buffer]>('WRITE', async (id, handle, offset, data) => {
    const entry = handles.get(handle.toString()) as { file: fs.FileHandle };
    await entry.file.write(data, 0, data.length, offset);
    ok(id);
  });
  on<[Buffer, number, number]>('READ', async (id, handle, offset, length) => {
    const entry = handles.get(handle.toString()) as { file: fs.FileHandle };
    const { bytesRead, buffer } = await entry.file.read(Buffer.alloc(length), 0, length, offset);
    if (bytesRead) sftp.data(id, buffer.subarray(0, bytesRead));
    else sftp.status(id, STATUS_CODE.EOF);
  });
  on<[Buffer]>('CLOSE', async (id, handle) => {
    const entry = handles.get(handle.toString());
    handles.delete(handle.toString());
    if (entry && 'file' in entry) await entry.file.close();
    ok(id);
  });
  on<[string]>('OPENDIR', async (id, folder) => {
    sftp.handle(id, open({ names: (await fs.readdir(at(folder))).map((name) => path.posix.join(folder, name)) }));
  });
  on<[Buffer]>('READDIR', async (id, handle) => {
    const entry = handles.get(handle.toString()) as { names: string[] };
    const names = entry.names.splice(0);
    if (!names.length) return sftp.status(id, STATUS_CODE.EOF);
    const entries = names.map(async (name) => {
      const attrs = await attrsOf(at(name));
      const isFolder = (attrs.mode & 0o170000) === 0o040000;
      return {
        filename: path.posix.basename(name),
        longname: `${isFolder ? 'd' : '-'}rw-r--r-- 1 k k 0 ${name}`,
        attrs,
      };
    });
    sftp.name(id, await Promise.all(entries));
  });
  on<[string, string]>('RENAME', async (id, from, to) => {
    const isTaken = await fs.stat(at(to)).catch(() => null);
    if (isTaken) return sftp.status(id, STATUS_CODE.FAILURE);
    await fs.rename(at(from), at(to));
    if (id >= 0) ok(id);
  });
  for (const name of ['STAT', 'LSTAT']) on<[string]>(name, async (id, file) => sftp.attrs(id, await attrsOf(at(file))));
  on<[string]>('REALPATH', async (id, file) => {
    const filename = path.posix.normalize(`/${file}`);
    sftp.name(id, [{ filename, longname: filename, attrs: {} as never }]);
  });
  on<[string]>('REMOVE', async (id, file) => fs.rm(at(file)).then(() => ok(id)));
  on<[string]>('MKDIR', async (id, folder) => fs.mkdir(at(folder)).then(() => ok(id)));
  on<[string]>('SETSTAT', async (id) => ok(id));
  on<[Buffer]>('FSETSTAT', async (id) => ok(id));
}
