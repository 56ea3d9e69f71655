import type SftpClient from 'ssh2-sftp-client';
import type { RemoteFiles } from '../files/remote-files.ts';
import { isAnswered, sftpFailure } from './sftp-failure.ts';

type RawSftp = Awaited<ReturnType<SftpClient['connect']>>;

/** The file operations of an open connection. */
export function sftpFiles(client: SftpClient, raw: RawSftp): RemoteFiles {
  async function step<T>(name: string, work: Promise<T>, ifLost: 'no' | 'unknown' = 'no'): Promise<T> {
    return work.catch((error: unknown) => {
      throw sftpFailure(name, error, ifLost);
    });
  }
  const size = (path: string): Promise<number | null> => step('stat', statSize(raw, path));

  return {
    size,
    put: async (path, bytes) => void (await step('put', client.put(Buffer.from(bytes), path))),
    get: async (path) => new Uint8Array((await step('get', client.get(path))) as Buffer),
    async list(folder) {
      const entries = await step('list', client.list(folder));
      return entries
        .filter((entry) => entry.type === '-')
        .map((entry) => ({ name: entry.name, size: entry.size, stamp: String(entry.modifyTime) }));
    },
    // when the connection breaks here the file may already have its final name
    rename: async (from, to) => void (await step('rename', client.rename(from, to), 'unknown')),
    remove: async (path) => void (await step('remove', client.delete(path, true))),
    async ensureFolder(path) {
      if ((await size(path)) === null) await step('mkdir', client.mkdir(path, true));
    },
  };
}

/** The library calls every "failure" a missing file; for proving what arrived only the status "no such file" counts. */
function statSize(raw: RawSftp, path: string): Promise<number | null> {
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  raw.stat(path, (error, stats) => {
    if (!error) resolve(stats.size);
    else if (isAnswered(error) && (error as { code?: unknown }).code === 2) resolve(null);
    else reject(error);
  });
  return promise;
}
