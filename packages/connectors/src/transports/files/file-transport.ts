import type { CarrierTransport } from '@kontor/domain/carriers/carrier-transport.port';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import type { Session } from './lend-connection.ts';
import type { RemoteFiles } from './remote-files.ts';

/**
 * Puts files into a partner's inbox under a temporary name, checks their size and gives them their final name. The
 * name is the idempotency key: it is found in the inbox or, once taken, in the archive.
 */
export function fileTransport(
  folders: { inbox: string; archive?: string | undefined },
  session: Session<RemoteFiles>,
): CarrierTransport {
  const { inbox, archive } = folders;
  return {
    async send({ file }) {
      await session.run((files) => upload(files, `${inbox}/${file.name}`, file.bytes));
      return { receipt: `${inbox}/${file.name}` };
    },
    probe: () =>
      session.run(async (files) => {
        for (const folder of [inbox, archive]) if (folder !== undefined) await files.list(folder);
      }),
    async verify({ file }) {
      try {
        return await session.run(async (files) => {
          // in this order: the partner moves files from the inbox into the archive
          if ((await files.size(`${inbox}/${file.name}`)) !== null) return 'arrived';
          if (archive === undefined) return 'unknown';
          return (await files.size(`${archive}/${file.name}`)) === null ? 'absent' : 'arrived';
        });
      } catch (error) {
        if (error instanceof ConnectorError) return 'unknown';
        throw error;
      }
    },
  };
}

async function upload(files: RemoteFiles, path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.tmp`;
  await files.put(temporary, bytes);
  if ((await files.size(temporary)) !== bytes.length) {
    throw new ConnectorError('upload: size differs', { retryable: true, arrived: 'no' });
  }
  try {
    await files.rename(temporary, path);
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.arrived === 'unknown') throw error;
    // nothing is renamed onto a name in use: it may be this very file from an earlier try
    const there = await files.size(path);
    if (there === null) throw error;
    await files.remove(temporary);
    if (there === bytes.length) return;
    throw new ConnectorError('upload: another file has this name', { retryable: false, cause: error });
  }
}
