import { CarrierTrial } from '../carriers/carrier-trial.entity.ts';
import { Carrier } from '../carriers/carrier.entity.ts';
import { endTrial } from '../carriers/start-trial.ts';
import { by } from '../kernel/batch.ts';
import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import type { ReturnedParcel } from './hand-over-data.ts';
import type { InboundMessage } from './inbound-message.entity.ts';
import { receiveMessages } from './receive-messages.ts';

/** Closes the round trips that a message answers (F25); returns the numbers of trials it may name. A trial's carrier must be the message's. */
export async function answerTrials(
  tx: Transaction,
  read: { message: InboundMessage; parcels: ReturnedParcel[]; carrierId: string | null }[],
): Promise<Set<string>> {
  const numbers = read
    .flatMap(({ parcels }) => parcels.map(({ shipment }) => shipment))
    .filter((number) => /^P-\d+$/.test(number));
  if (!numbers.length) return new Set();
  const trials = by(await tx.em.find(CarrierTrial, { number: { $in: numbers } }), ({ number }) => number);
  const carriers = by(await tx.em.find(Carrier, {}), ({ id }) => id);
  const answered = new Set<string>();
  for (const { message, parcels, carrierId } of read)
    for (const [number, of] of Map.groupBy(parcels, ({ shipment }) => shipment)) {
      const trial = trials.get(number);
      if (!trial || trial.carrierId !== carrierId) continue;
      answered.add(number);
      if (trial.state !== 'waiting' && trial.state !== 'running') continue;
      const text = `answer ${message.source} ${message.name}: ${of.map(({ trackingNumber, parcelService }) => `${trackingNumber} ${parcelService}`).join(', ')}`;
      endTrial(
        tx,
        trial,
        carriers.get(trial.carrierId)!.code,
        [{ at: tx.now().toISOString(), ok: true, text }],
        'passed',
      );
    }
  return answered;
}

/** A carrier's answer to a sample, entered by staff; it is read as if the carrier had sent it. Throws Rejection. */
export function enterAnswer(ctx: Context, trialId: string, text: string): Promise<CarrierTrial> {
  return transact(ctx, async (tx) => {
    const trial = await tx.em.findOne(CarrierTrial, trialId);
    if (!trial) throw new Rejection('trial_not_found');
    if (trial.kind !== 'round_trip' || trial.state !== 'waiting')
      throw new Rejection('trial_not_waiting', { state: trial.state });
    const { code, returns } = await tx.em.findOneOrFail(Carrier, trial.carrierId);
    // a mail begins with its head; without one the text would be taken for it
    const head = ['email', 'imap'].includes(returns.source) && !/^[\w-]+: .*\r?\n/.test(text) ? '\r\n' : '';
    await receiveMessages(tx, [
      { source: `entered:${code}`, carrierId: trial.carrierId, name: trial.number, bytes: Buffer.from(head + text) },
    ]);
    return trial;
  });
}
