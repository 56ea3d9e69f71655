import type { z } from 'zod';
import { Rejection } from '../kernel/rejection.ts';
import { keepSecrets, openConfig, sealConfig, type Secrets } from '../kernel/secrets.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { rhythms } from '../schedule.ts';
import { closeBatches } from '../shipments/shipments.jobs.ts';
import { cronProblem } from '../timers/next-time.ts';
import { writeTimers } from './set-timers.ts';
import { handOverConfig, returnsConfig } from '../carriers/carrier-connection.ts';
import type { Carrier } from '../carriers/carrier.entity.ts';
import type { CarrierConnectionSet } from '../carriers/carrier.events.ts';
import { lockCarrier } from '../carriers/save-template.ts';

type Config = Record<string, unknown>;

export interface SetConnection {
  carrierId: string;
  /** Left out: as it is. Secrets that are left out are kept, an empty text takes one away. */
  handover?: Config | undefined;
  returns?: Config | undefined;
  /** Cron expression of the collective hand-over; null: every shipment at once. */
  batchCron?: string | null | undefined;
}

/** Changes how a carrier is reached and how it answers; secrets are sealed. Throws Rejection with the fields that are wrong. */
export function setConnection(
  ctx: Context,
  { carrierId, handover, returns, batchCron }: SetConnection,
  secrets: Secrets,
): Promise<Carrier> {
  return transact(ctx, async (tx) => {
    const carrier = await lockCarrier(tx, carrierId);
    if (handover) carrier.handover = checked('handover', handOverConfig, handover, carrier.handover, secrets);
    if (returns) carrier.returns = checked('returns', returnsConfig, returns, carrier.returns, secrets);
    if (batchCron !== undefined) carrier.batchCron = checkedCron(batchCron, tx.now());
    await resetTimers(tx, carrier);
    tx.record({ type: 'CarrierConnectionSet', carrier: carrier.code, carrierId } satisfies CarrierConnectionSet);
    return carrier;
  });
}

/** The whole connection, valid and sealed; only a connection of the same kind leaves its secrets behind. */
function checked<C extends Config>(
  part: string,
  schema: z.ZodType<object>,
  given: Config,
  before: C,
  secrets: Secrets,
): C {
  const isSameKind = given.transport === before.transport && given.source === before.source;
  const whole = isSameKind ? keepSecrets(given, before) : given;
  const result = schema.safeParse(openConfig(whole, secrets));
  if (!result.success) {
    const problems = result.error.issues.map(({ path, message }) => ({ field: [part, ...path].join('.'), message }));
    throw new Rejection('connection_faulty', { problems });
  }
  return sealConfig(result.data as unknown as C, secrets, before);
}

function checkedCron(cron: string | null, now: Date): string | null {
  if (!cron?.trim()) return null;
  const message = cronProblem(cron.trim(), 'UTC', now);
  if (message) throw new Rejection('connection_faulty', { problems: [{ field: 'batchCron', message }] });
  return cron.trim();
}

/** The rhythms of the carrier as it is now; what still waits for a collective file that no longer comes goes at once. */
async function resetTimers(tx: Transaction, carrier: Carrier): Promise<void> {
  await tx.em.execute(`delete from timer where data ->> 'carrierId' = ?`, [carrier.id]);
  await writeTimers(tx, rhythms.ofCarrier(carrier, carrier.returns as { source: string }, carrier.batchCron ?? null));
  if (!carrier.batchCron) tx.queue({ definition: closeBatches, data: { carrierId: carrier.id } });
}
