import { Carrier } from '@kontor/domain/carriers/carrier.entity';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import { receiveMessages } from '@kontor/domain/shipments/receive-messages';
import { collectReturns } from '@kontor/domain/shipments/shipments.jobs';
import { runs, type Work } from '../handle.ts';

/** Looks into the folders of carriers that answer by file (F24): each file is stored first, then moved away. */
export const collectReturnsJob = runs(collectReturns, 1, async (work, data) => {
  const carriers = await work.newContext().em.find(Carrier, { id: { $in: data.map(({ carrierId }) => carrierId) } });
  for (const carrier of carriers) await collect(work, carrier).catch((error: unknown) => note(work, carrier, error));
});

async function collect(work: Work, carrier: Carrier): Promise<void> {
  const files = (await work.connections.returnFolder(carrier)?.collect()) ?? [];
  for (const { name, bytes, forget } of files) {
    await receiveMessages(work.newContext('carrier'), [
      { source: `sftp:${carrier.code}`, carrierId: carrier.id, name, bytes },
    ]);
    await forget();
  }
}

/** A folder that cannot be reached is looked into again at its next time. */
function note(work: Work, carrier: Carrier, error: unknown): void {
  if (!(error instanceof ConnectorError)) throw error;
  work.log.warn({ carrier: carrier.code, problem: error.message }, 'return folder does not answer');
}
