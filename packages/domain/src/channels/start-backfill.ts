import { LockMode } from '@mikro-orm/core';
import { newId } from '../kernel/id.ts';
import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context } from '../kernel/transact.ts';
import { Backfill } from './backfill.entity.ts';
import type { BackfillFinished, BackfillStarted } from './channel.events.ts';
import { Channel } from './channel.entity.ts';
import { lockChannel } from './pause-channel.ts';

export interface StartBackfill {
  channelId: string;
  from: Date;
  to: Date;
}

/** Channels keep orders for two years (Orders API 2026-01-01). */
const farthestMs = 2 * 365 * 86_400_000;
const mostRunning = 3;

/** Fetches the orders placed in a past period again (F1), without duplicates; throws Rejection. */
export function startBackfill(ctx: Context, { channelId, from, to }: StartBackfill): Promise<Backfill> {
  return transact(ctx, async (tx) => {
    const channel = await lockChannel(tx, channelId);
    const problem = periodProblem(from, to, tx.now());
    if (problem) throw new Rejection('period_invalid', { problem });
    if ((await tx.em.count(Backfill, { channelId, state: 'running' })) >= mostRunning)
      throw new Rejection('too_many_backfills', { most: mostRunning });
    const backfill = tx.em.create(Backfill, {
      id: newId(),
      channelId,
      startsAt: from,
      endsAt: to,
      state: 'running',
      requestedBy: tx.actor,
      createdAt: tx.now(),
    });
    tx.record({
      type: 'BackfillStarted',
      channel: channel.code,
      backfillId: backfill.id,
      from: from.toISOString(),
      to: to.toISOString(),
    } satisfies BackfillStarted);
    return backfill;
  });
}

/** What is wrong with a period; null when it can be fetched. Pure. */
export function periodProblem(from: Date, to: Date, now: Date): string | null {
  if (Number.isNaN(from.getTime()) || Number.isNaN(to.getTime())) return 'not a time';
  if (from >= to) return 'the end is not after the beginning';
  if (from > now) return 'it has not begun yet';
  return now.getTime() - from.getTime() > farthestMs ? 'channels keep orders for two years' : null;
}

/** Ends a running backfill where it stands; what it brought stays. Throws Rejection. */
export function stopBackfill(ctx: Context, { backfillId }: { backfillId: string }): Promise<Backfill> {
  return transact(ctx, async (tx) => {
    const backfill = await tx.em.findOne(Backfill, backfillId, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!backfill) throw new Rejection('backfill_not_found');
    if (backfill.state !== 'running') throw new Rejection('backfill_not_running', { state: backfill.state });
    Object.assign(backfill, { state: 'stopped', finishedAt: tx.now() });
    const { code } = await tx.em.findOneOrFail(Channel, backfill.channelId);
    tx.record({ ...finished(code, backfill) });
    return backfill;
  });
}

/** The fact that a backfill has come to its end. */
export const finished = (channel: string, { id, seen, imported, changed }: Backfill): BackfillFinished => ({
  type: 'BackfillFinished',
  channel,
  backfillId: id,
  seen,
  imported,
  changed,
});
