import { createHash } from 'node:crypto';
import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import type { Carrier } from './carrier.entity.ts';
import type { CarrierArmed, CarrierDisarmed } from './carrier.events.ts';
import { CarrierTrial } from './carrier-trial.entity.ts';
import { lockCarrier } from './save-template.ts';

/** What a trial proves: the connections, the mapping, the schedule and the template as they were. */
export function fingerprintOf({ handover, returns, templateId, batchCron }: Carrier): string {
  const ordered = (value: unknown): unknown =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value)
            .toSorted(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, of]) => [key, ordered(of)]),
        )
      : value;
  const whole = JSON.stringify([ordered(handover), ordered(returns), templateId ?? null, batchCron ?? null]);
  return createHash('sha256').update(whole).digest('hex');
}

/** Whether a round trip has passed with everything as it is now. */
export async function isProved({ em }: Pick<Transaction, 'em'>, carrier: Carrier): Promise<boolean> {
  if (carrier.kind === 'own') return true;
  const where = {
    carrierId: carrier.id,
    kind: 'round_trip',
    state: 'passed',
    fingerprint: fingerprintOf(carrier),
  } as const;
  return (await em.count(CarrierTrial, where)) > 0;
}

/** Lets orders go to a carrier; an external one must have passed its round trip as it is set up now (F25). Throws Rejection. */
export function armCarrier(ctx: Context, carrierId: string): Promise<Carrier> {
  return transact(ctx, async (tx) => {
    const carrier = await lockCarrier(tx, carrierId);
    if (carrier.active) return carrier;
    if (!(await isProved(tx, carrier))) throw new Rejection('round_trip_missing');
    carrier.active = true;
    tx.record({ type: 'CarrierArmed', carrier: carrier.code } satisfies CarrierArmed);
    return carrier;
  });
}

/** No further order goes to this carrier; what it has already goes on. Throws Rejection. */
export function disarmCarrier(ctx: Context, carrierId: string): Promise<Carrier> {
  return transact(ctx, async (tx) => {
    const carrier = await lockCarrier(tx, carrierId);
    if (!carrier.active) return carrier;
    carrier.active = false;
    tx.record({ type: 'CarrierDisarmed', carrier: carrier.code } satisfies CarrierDisarmed);
    return carrier;
  });
}
