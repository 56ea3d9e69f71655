import type { Transaction } from '../kernel/transact.ts';
import { closeTickets } from '../tickets/close-ticket.ts';
import { openTickets } from '../tickets/open-tickets.ts';
import { answerTrials } from './answer-trials.ts';
import { confirmShipments } from './confirm-shipments.ts';
import type { ReturnedParcel } from './hand-over-data.ts';
import type { InboundMessage } from './inbound-message.entity.ts';

/** What reading a message gave; `ignored` is a message that is none of ours to act on. */
export type ReadMessage = { message: InboundMessage; carrierId: string | null } & (
  | { parcels: ReturnedParcel[] }
  | { problem: string }
  | { ignored: string }
);

/** Takes messages exactly once (F24): tracking numbers confirm, what nobody understands is quarantined with a ticket. */
export async function takeMessages(tx: Transaction, read: ReadMessage[]): Promise<void> {
  const fresh = read.filter(({ message }) => message.state === 'received');
  const parcels = fresh.flatMap((result) => ('parcels' in result ? result.parcels : []));
  const unknown = new Set(await confirmShipments(tx, parcels));
  for (const number of await answerTrials(
    tx,
    fresh.filter((result) => 'parcels' in result),
  ))
    unknown.delete(number);
  const quarantined: { message: InboundMessage; problem: string }[] = [];
  for (const result of fresh) {
    const problem = problemOf(result, unknown);
    if (problem) quarantined.push({ message: result.message, problem });
    result.message.state = problem ? 'quarantined' : 'ignored' in result ? 'ignored' : 'taken';
    result.message.carrierId ??= result.carrierId;
    result.message.problem = problem ?? ('ignored' in result ? result.ignored : null);
  }
  const understood = fresh.filter(({ message }) => message.state !== 'quarantined');
  await closeTickets(
    tx,
    understood.map(({ message }) => inboundCause(message)),
    'replayed',
  );
  await openTickets(
    tx,
    quarantined.map(({ message, problem }) => ({
      kind: 'inbound' as const,
      reason: problem.startsWith('unknown shipment') ? 'unknown_shipment' : 'unreadable_message',
      cause: inboundCause(message),
      evidence: { source: message.source, name: message.name, problem, messageId: message.id },
    })),
  );
}

const inboundCause = (message: InboundMessage): string => `inbound:${message.id}`;

function problemOf(result: ReadMessage, unknown: Set<string>): string | null {
  if ('problem' in result) return result.problem;
  if (!('parcels' in result)) return null;
  const strange = result.parcels.filter((parcel) => unknown.has(parcel.shipment)).map((parcel) => parcel.shipment);
  return strange.length ? `unknown shipment ${[...new Set(strange)].join(', ')}` : null;
}
