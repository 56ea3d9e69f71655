import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { CollectedFile, ReturnFolder } from '@kontor/domain/carriers/carrier-transport.port';
import type { RemoteFile, RemoteFiles } from './remote-files.ts';
import type { SftpSession } from './sftp-session.ts';

const unfinished = /^\.|\.(tmp|part)$/i;
/** A confirmation is a few lines; what is larger is no message for us and stays where it is. */
const largestFile = 20 * 1024 * 1024;

/**
 * Collects the messages a partner left in `folder`: finished files only (no *.tmp, *.part, .*; same size and time in two
 * listings `settleMs` apart). `forget` moves a file into `done`.
 */
export function sftpFolder(o: { folder: string; done: string; settleMs?: number }, session: SftpSession): ReturnFolder {
  const { folder, done, settleMs = 250 } = o;
  return {
    collect: () =>
      session.run(async (files) => {
        const collected: CollectedFile[] = [];
        for (const { name } of await settled(files, folder, settleMs)) {
          const bytes = await fetchIfThere(files, `${folder}/${name}`);
          if (!bytes) continue;
          collected.push({ name, bytes, forget: () => session.run((again) => putAside(again, folder, done, name)) });
        }
        return collected;
      }),
  };
}

/** The files that did not change between two listings, by name. */
async function settled(files: RemoteFiles, folder: string, settleMs: number): Promise<RemoteFile[]> {
  const candidates = async (): Promise<RemoteFile[]> =>
    (await files.list(folder)).filter((file) => !unfinished.test(file.name) && file.size <= largestFile);
  const before = await candidates();
  if (!before.length) return [];
  await delay(settleMs);
  const known = new Set(before.map(stateOf));
  return (await candidates())
    .filter((file) => known.has(stateOf(file)))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

/** A file may be gone since the listing: the partner took it back, or another of us put it aside. */
async function fetchIfThere(files: RemoteFiles, path: string): Promise<Uint8Array | null> {
  try {
    return await files.get(path);
  } catch (error) {
    if ((await files.size(path)) === null) return null;
    throw error;
  }
}

const stateOf = (file: RemoteFile): string => `${file.name}\0${file.size}\0${file.modifiedAt}`;

async function putAside(files: RemoteFiles, folder: string, done: string, name: string): Promise<void> {
  // put aside by an earlier try whose answer was lost
  if ((await files.size(`${folder}/${name}`)) === null) return;
  await files.ensureFolder(done);
  const isTaken = (await files.size(`${done}/${name}`)) !== null;
  const suffix = isTaken ? `.${Date.now()}-${randomBytes(3).toString('hex')}` : '';
  await files.rename(`${folder}/${name}`, `${done}/${name}${suffix}`);
}
