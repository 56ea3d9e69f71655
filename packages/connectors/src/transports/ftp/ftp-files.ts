import { Readable, Writable } from 'node:stream';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import { FTPError, FileType, type Client } from 'basic-ftp';
import { largestAnswer } from '../../formats/returns/read-answer.ts';
import type { RemoteFile, RemoteFiles } from '../files/remote-files.ts';
import { ftpFailure } from './ftp-failure.ts';

/** The file operations of an open connection. */
export function ftpFiles(client: Client): RemoteFiles {
  async function step<T>(name: string, work: Promise<T>, ifLost: 'no' | 'unknown' = 'no'): Promise<T> {
    return work.catch((error: unknown) => {
      // nobody knows what the server is about to say: that must not be heard as the answer to the next step
      if (!(error instanceof FTPError) && !(error instanceof ConnectorError)) client.close();
      throw ftpFailure(name, error, ifLost);
    });
  }
  const size = (path: string): Promise<number | null> => step('size', sizeOf(client, path));

  return {
    size,
    put: async (path, bytes) => void (await step('put', client.uploadFrom(Readable.from([Buffer.from(bytes)]), path))),
    get: (path) => step('get', download(client, path)),
    list: (folder) => step('list', filesIn(client, folder)),
    async rename(from, to) {
      // many servers overwrite in a rename
      if ((await size(to)) !== null)
        throw new ConnectorError('ftp rename: the name is taken', { retryable: false, arrived: 'no' });
      await step('rename', client.rename(from, to), 'unknown');
    },
    remove: async (path) => void (await step('remove', client.remove(path, true))),
    async ensureFolder(path) {
      await step('mkdir', client.sendIgnoringError(`MKD ${path}`));
    },
  };
}

/** SIZE says 550 for "missing" and for "not allowed": only a listing without the name proves that there is none. */
async function sizeOf(client: Client, path: string): Promise<number | null> {
  try {
    return await client.size(path);
  } catch (error) {
    if (!(error instanceof FTPError) || error.code < 500) throw error;
    const cut = path.lastIndexOf('/');
    const found = (await filesIn(client, path.slice(0, cut) || '/')).find(({ name }) => name === path.slice(cut + 1));
    return found ? found.size : null;
  }
}

async function filesIn(client: Client, folder: string): Promise<RemoteFile[]> {
  const entries = await client.list(folder);
  return entries
    .filter((entry) => entry.type === FileType.File)
    .map((entry) => ({
      name: entry.name,
      size: entry.size,
      stamp: String(entry.modifiedAt?.getTime() ?? entry.rawModifiedAt),
    }));
}

/** A file may have grown since it was listed: no more is taken than an answer may have. */
async function download(client: Client, path: string): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      length += chunk.length;
      if (length > largestAnswer) return done(new ConnectorError('ftp get: too large', { retryable: false }));
      chunks.push(chunk);
      done();
    },
  });
  await client.downloadTo(sink, path);
  return new Uint8Array(Buffer.concat(chunks));
}
