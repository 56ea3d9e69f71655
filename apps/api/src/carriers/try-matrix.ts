import { activeMatrix } from '@kontor/domain/carriers/load-matrix';
import { MatrixVersion } from '@kontor/domain/carriers/matrix-version.entity';
import { simulateVersion, type Outcome } from '@kontor/domain/carriers/simulate-matrix';
import { Rejection } from '@kontor/domain/kernel/rejection';
import type { Context } from '@kontor/domain/kernel/transact';
import type { MatrixSimulationType, SimulateMatrixInput, SimulatedOutcomeType } from './matrix-version.type.ts';

/** A list that nobody reads to its end costs the browser more than the simulation cost us. */
const mostChanges = 500;
const mostOrders = 10_000;

/** Tries a draft on the orders decided last. Throws Rejection when it has changed since it was looked at. */
export async function tryMatrix(
  ctx: Context,
  { id, expectedRev, last }: SimulateMatrixInput,
): Promise<MatrixSimulationType> {
  const began = performance.now();
  const version = await ctx.em.findOne(MatrixVersion, id);
  if (!version) throw new Rejection('matrix_not_found');
  if (version.rev !== expectedRev) throw new Rejection('matrix_changed_meanwhile', { rev: version.rev });
  const { beforeCents, afterCents, changes, ...sums } = await simulateVersion(
    ctx,
    version,
    Math.min(mostOrders, Math.max(1, last)),
  );
  const { number, rev, terms } = version;
  const money = (amount: number) => ({ amount, currency: terms.currency });
  const outcome = (of: Outcome | null): SimulatedOutcomeType | null =>
    of && {
      carrier: of.legs.map(({ carrierName, serviceName }) => `${carrierName} · ${serviceName}`).join(' + '),
      price: money(of.cents),
      arrivesOn: of.arrivesOn,
    };
  return {
    ...sums,
    number,
    rev,
    against: (await activeMatrix(ctx)).number,
    before: money(beforeCents),
    after: money(afterCents),
    changes: changes
      .slice(0, mostChanges)
      .map((change) => ({ ...change, before: outcome(change.before), after: outcome(change.after) })),
    milliseconds: Math.round(performance.now() - began),
  };
}
