import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { CollectedFile, ReturnFolder } from '@kontor/domain/carriers/carrier-transport.port';
import { largestAnswer } from '../../formats/returns/read-answer.ts';
import type { Session } from './lend-connection.ts';
import type { RemoteFile, RemoteFiles } from './remote-files.ts';

const unfinished = /^\.|\.(tmp|part)$/i;
/** A name that would lead elsewhere is none of ours to touch. */
const isPath = (name: string): boolean => /[/\\\0\r\n]/.test(name) || name === '..';

/**
 * Collects the messages a partner left in `folder`: finished files only (no *.tmp, *.part, .*; same size and time in two
 * listings `settleMs` apart). `forget` moves a file into `done`. What is too large for an answer is named without its bytes.
 */
export function returnFolder(
  o: { folder: string; done: string; settleMs?: number; only?: string | undefined },
  session: Session<RemoteFiles>,
): ReturnFolder {
  const { folder, done, settleMs = 250 } = o;
  const isWanted = nameFilter(o.only);
  return {
    probe: () => session.run(async (files) => void (await files.list(folder))),
    collect: () =>
      session.run(async (files) => {
        const collected: CollectedFile[] = [];
        for (const { name, size } of await settled(files, folder, settleMs, isWanted)) {
          if (size > largestAnswer) {
            collected.push({ name, bytes: null, size, forget: async () => {} });
            continue;
          }
          const bytes = await fetchIfThere(files, `${folder}/${name}`);
          if (!bytes) continue;
          collected.push({
            name,
            bytes,
            size,
            forget: () => session.run((again) => putAside(again, folder, done, name)),
          });
        }
        return collected;
      }),
  };
}

/** '*.csv' as a test of names; everything when nothing is said. */
function nameFilter(mask = '*'): (name: string) => boolean {
  const parts = mask.toLowerCase().split('*');
  return (name) => {
    const plain = name.toLowerCase();
    if (parts.length === 1) return plain === parts[0];
    return plain.startsWith(parts[0]!) && plain.endsWith(parts.at(-1)!);
  };
}

/** The files that did not change between two listings, by name. */
async function settled(
  files: RemoteFiles,
  folder: string,
  settleMs: number,
  isWanted: (name: string) => boolean,
): Promise<RemoteFile[]> {
  const candidates = async (): Promise<RemoteFile[]> =>
    (await files.list(folder)).filter(({ name }) => !unfinished.test(name) && !isPath(name) && isWanted(name));
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

const stateOf = (file: RemoteFile): string => `${file.name}\0${file.size}\0${file.stamp}`;

async function putAside(files: RemoteFiles, folder: string, done: string, name: string): Promise<void> {
  // put aside by an earlier try whose answer was lost
  if ((await files.size(`${folder}/${name}`)) === null) return;
  await files.ensureFolder(done);
  const isTaken = (await files.size(`${done}/${name}`)) !== null;
  const suffix = isTaken ? `.${Date.now()}-${randomBytes(3).toString('hex')}` : '';
  await files.rename(`${folder}/${name}`, `${done}/${name}${suffix}`);
}
