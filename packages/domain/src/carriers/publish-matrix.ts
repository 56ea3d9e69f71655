import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { Carrier } from './carrier.entity.ts';
import type { MatrixArmed, MatrixScheduled } from './carrier.events.ts';
import { lockMatrix, lockVersion, type SeenVersion } from './draft-matrix.ts';
import { MatrixVersion } from './matrix-version.entity.ts';
import { simulateVersion } from './simulate-matrix.ts';

export interface PublishMatrix extends SeenVersion {
  note?: string | null;
  /** When it becomes active; nothing: at once. */
  at?: Date | null;
  /** A person has seen that orders of the past would find no carrier. */
  confirmed?: boolean | null;
}

/** So many of the last orders are tried before a version is published. */
const triedOrders = 1_000;

/**
 * Publishes a draft now or at a time. It is tried on the last orders first: where some would lose their carrier a person
 * must have confirmed it (F20). Throws Rejection.
 */
export function publishMatrix(ctx: Context, { note, at, confirmed, ...seen }: PublishMatrix): Promise<MatrixVersion> {
  return transact(ctx, async (tx) => {
    const version = await lockVersion(tx, seen, 'draft');
    if (at && at < tx.now()) throw new Rejection('matrix_time_past', { at });
    const { lost, orders } = await simulateVersion(tx, version, triedOrders);
    if (lost && !confirmed) throw new Rejection('matrix_leaves_orders', { lost, orders });
    Object.assign(version, { note: note?.trim() || version.note, publishedBy: tx.actor });
    if (!at) return arm(tx, version, 'published');
    await unschedule(tx);
    Object.assign(version, { state: 'scheduled', publishAt: at });
    tx.record({ type: 'MatrixScheduled', matrix: version.number, at: at.toISOString() } satisfies MatrixScheduled);
    return version;
  });
}

/** Takes a scheduled version back: it is a draft again, or thrown away where another draft has begun. Throws Rejection. */
export function unscheduleMatrix(ctx: Context, seen: SeenVersion): Promise<MatrixVersion> {
  return transact(ctx, async (tx) => {
    const version = await lockVersion(tx, seen, 'scheduled');
    const taken = (await tx.em.count(MatrixVersion, { state: 'draft' })) > 0;
    Object.assign(version, { state: taken ? 'discarded' : 'draft', publishAt: null });
    tx.record({ type: 'MatrixDrafted', matrix: version.number, act: taken ? 'discarded' : 'edited' });
    return version;
  });
}

/** Makes a version of the past active again. Throws Rejection. */
export function rollBackMatrix(ctx: Context, seen: SeenVersion): Promise<MatrixVersion> {
  return transact(ctx, async (tx) => {
    const version = await lockVersion(tx, seen, 'retired');
    version.publishedBy = tx.actor;
    return arm(tx, version, 'rollback');
  });
}

/** Makes the scheduled version active whose time has come; a worker that was down catches up. */
export function armDueMatrix(ctx: Context): Promise<{ armed: number | null }> {
  return transact(ctx, async (tx) => {
    const due = (await tx.em.count(MatrixVersion, { state: 'scheduled', publishAt: { $lte: tx.now() } })) > 0;
    if (!due) return { armed: null };
    const version = (await lockMatrix(tx)).find((one) => one.state === 'scheduled' && one.publishAt! <= tx.now());
    if (version) await arm(tx, version, 'schedule');
    return { armed: version?.number ?? null };
  });
}

/** Puts a version in the place of the active one, under the lock of the matrix; its deadlines and working hours hold from now on. */
export async function arm(tx: Transaction, version: MatrixVersion, by: MatrixArmed['by']): Promise<MatrixVersion> {
  const active = await tx.em.findOne(MatrixVersion, { state: 'active' });
  if (active) {
    Object.assign(active, { state: 'retired', retiredAt: tx.now() });
    // One version at most is active at any time, in every statement.
    await tx.em.flush();
  }
  Object.assign(version, { state: 'active', activeSince: tx.now(), retiredAt: null, publishAt: null });
  const carriers = new Map((await tx.em.find(Carrier, {})).map((carrier) => [carrier.code, carrier]));
  for (const { code, confirmWithinMinutes, calendar } of version.terms.carriers)
    Object.assign(carriers.get(code) ?? {}, { confirmWithinMinutes, calendar });
  tx.record({
    type: 'MatrixArmed',
    matrix: version.number,
    replaces: active?.number ?? null,
    by,
  } satisfies MatrixArmed);
  return version;
}

/** The newest plan counts: what was scheduled before gives way. */
async function unschedule(tx: Transaction): Promise<void> {
  const scheduled = await tx.em.find(MatrixVersion, { state: 'scheduled' });
  for (const version of scheduled) Object.assign(version, { state: 'discarded', publishAt: null });
  await tx.em.flush();
}
