import { Carrier } from '@kontor/domain/carriers/carrier.entity';
import type { CollectedFile } from '@kontor/domain/carriers/carrier-transport.port';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import { transact } from '@kontor/domain/kernel/transact';
import { receiveMessages } from '@kontor/domain/shipments/receive-messages';
import { answersSought } from '@kontor/domain/shipments/watch-deadlines';
import { collectReturns } from '@kontor/domain/shipments/shipments.jobs';
import { openTickets } from '@kontor/domain/tickets/open-tickets';
import { runs, type Work } from '../handle.ts';

/** Looks into the folders and mailboxes of carriers that answer there (F24): each message is stored first, then moved away. */
export const collectReturnsJob = runs(collectReturns, 1, async (work, data) => {
  const carriers = await work.newContext().em.find(Carrier, { id: { $in: data.map(({ carrierId }) => carrierId) } });
  for (const carrier of carriers) {
    await collect(work, carrier).catch((error: unknown) => note(work, carrier, error));
    await answersSought(work.newContext(), carrier.id);
  }
});

async function collect(work: Work, carrier: Carrier): Promise<void> {
  const files = (await work.connections.returnFolder(carrier)?.collect()) ?? [];
  for (const file of files) {
    await (file.bytes ? store(work, carrier, file.name, file.bytes) : tellTooLarge(work, carrier, file));
    await file.forget();
  }
}

const store = (work: Work, { id, code, returns }: Carrier, name: string, bytes: Uint8Array): Promise<unknown> =>
  receiveMessages(work.newContext('carrier'), [{ source: `${returns.source}:${code}`, carrierId: id, name, bytes }]);

/** Nobody reads what is larger than an answer can be; a person looks at it where it is. */
const tellTooLarge = (work: Work, { code, returns }: Carrier, { name, size }: CollectedFile): Promise<unknown> =>
  transact(work.newContext('carrier'), (tx) =>
    openTickets(tx, [
      {
        kind: 'inbound',
        reason: 'message_too_large',
        cause: `inbound-too-large:${code}:${name}`,
        evidence: { source: `${returns.source}:${code}`, name, size },
      },
    ]),
  );

/** A folder that cannot be reached is looked into again at its next time. */
function note(work: Work, carrier: Carrier, error: unknown): void {
  if (!(error instanceof ConnectorError)) throw error;
  work.log.warn({ carrier: carrier.code, problem: error.message }, 'return folder does not answer');
}
