import { LockMode } from '@mikro-orm/core';
import { sqlArray } from '../kernel/batch.ts';
import { ConnectorError } from '../kernel/connector-error.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { closeTickets } from '../tickets/close-ticket.ts';
import { openTickets } from '../tickets/open-tickets.ts';
import { Effect } from './effect.entity.ts';
import type { EffectFailed } from './effect.events.ts';
import { performEffects as lanes } from './effects.jobs.ts';
import { settleEffect, type Outcome } from './settle-effect.ts';

/** What the other side is known to have. */
export type Proof = 'arrived' | 'absent' | 'unknown';

/** One act, ready to be carried out. */
export interface Act {
  /** Carries it out; `proved: false` when the other side has taken it but must be read back. Throws ConnectorError. */
  send(): Promise<{ receipt: string; proved?: boolean }>;
  /** Reads back whether it arrived. */
  verify(doubtSince: Date): Promise<Proof>;
}

/** How the acts of one kind are prepared and what follows when they have arrived. */
export interface EffectPractice {
  /** Effects that must not be carried out any more; called in the transaction that claims them. */
  revoke?(tx: Transaction, effects: Effect[]): Promise<Set<Effect>>;
  /** Loads what the acts need; an effect without an act is refused. */
  prepare(ctx: Context, effects: Effect[]): Promise<Map<string, Act>>;
  arrived(tx: Transaction, effects: Effect[]): Promise<void>;
  /** Acts at the same time. */
  concurrency: number;
}

/** Longer than any single act may take: whoever finds `sending` older than this finds a dead worker's. */
const leaseMs = 30_000;

/** Carries out effects: claimed and committed first, then the calls, then what came of them. Repeating it is harmless. */
export async function performEffects(ctx: Context, practice: EffectPractice, effectIds: string[]): Promise<void> {
  const claimed = await transact(ctx, (tx) => claim(tx, practice, effectIds));
  if (!claimed.length) return;
  const acts = await practice.prepare(ctx, claimed);
  const outcomes = new Map<string, Outcome>();
  await inParallel(claimed, practice.concurrency, async (effect) => {
    outcomes.set(effect.id, await carryOut(effect, acts.get(effect.id)));
  });
  await transact(ctx, (tx) => settle(tx, practice, outcomes));
}

async function claim(tx: Transaction, practice: EffectPractice, effectIds: string[]): Promise<Effect[]> {
  await lockOrdersOf(tx, effectIds);
  const effects = await tx.em.find(
    Effect,
    { id: { $in: effectIds }, state: { $in: ['pending', 'sending', 'sent', 'in_doubt'] } },
    { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } },
  );
  const mine = effects.filter((effect) => !isHeldByAnother(tx, effect));
  const revoked =
    (await practice.revoke?.(
      tx,
      mine.filter((effect) => effect.state === 'pending'),
    )) ?? new Set();
  for (const effect of revoked) Object.assign(effect, { state: 'revoked', updatedAt: tx.now() });
  const claimed = mine.filter((effect) => !revoked.has(effect));
  for (const effect of claimed) take(tx, effect);
  return claimed;
}

/** Orders are locked before anything that hangs on them, as every command does, so that nobody waits in a circle. */
const lockOrdersOf = (tx: Transaction, effectIds: string[]): Promise<unknown> =>
  tx.em.execute(
    `select 1 from sales_order where id in (
       select order_id from effect where id = any(?::uuid[])
       union select s.order_id from shipment s join effect e on e.kind = 'hand_over' and e.key = s.hand_over_key where e.id = any(?::uuid[]))
     order by id for no key update`,
    [sqlArray(effectIds), sqlArray(effectIds)],
  );

/** Another worker may still be at it: look again when its lease is over. */
function isHeldByAnother(tx: Transaction, effect: Effect): boolean {
  const until = effect.updatedAt.getTime() + leaseMs;
  if (effect.state !== 'sending' || until <= tx.now().getTime()) return false;
  tx.queue({ definition: lanes[effect.kind], data: { effectId: effect.id }, startAfter: new Date(until) });
  return true;
}

function take(tx: Transaction, effect: Effect): void {
  if (effect.state === 'pending') effect.state = 'sending';
  else if (effect.state === 'sending') effect.state = 'in_doubt';
  if (effect.state === 'in_doubt') effect.doubtSince ??= tx.now();
  effect.attempts += 1;
  effect.updatedAt = tx.now();
}

async function carryOut(effect: Effect, act: Act | undefined): Promise<Outcome> {
  if (!act) return { result: 'refused', error: 'what it needs is gone' };
  try {
    if (effect.state !== 'sending') {
      const proof = await act.verify(effect.doubtSince ?? effect.updatedAt);
      if (proof === 'arrived') return { result: 'arrived', receipt: effect.receipt ?? 'read back' };
      if (proof === 'unknown') return { result: 'doubt', error: 'not yet proved' };
    }
    const { receipt, proved = true } = await act.send();
    return { result: proved ? 'arrived' : 'sent', receipt };
  } catch (error) {
    return outcomeOf(error);
  }
}

function outcomeOf(error: unknown): Outcome {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof ConnectorError)) return { result: 'doubt', error: message };
  if (error.arrived === 'unknown') return { result: 'doubt', error: message };
  const { retryAfter } = error;
  return { result: error.retryable ? 'retry' : 'refused', error: message, ...(retryAfter ? { retryAfter } : {}) };
}

async function settle(tx: Transaction, practice: EffectPractice, outcomes: Map<string, Outcome>): Promise<void> {
  await lockOrdersOf(tx, [...outcomes.keys()]);
  const effects = await tx.em.find(
    Effect,
    { id: { $in: [...outcomes.keys()] }, state: { $in: ['sending', 'sent', 'in_doubt'] } },
    { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' }, refresh: true },
  );
  const failed: Effect[] = [];
  for (const effect of effects) if (write(tx, effect, outcomes.get(effect.id)!)) failed.push(effect);
  const done = effects.filter((effect) => effect.state === 'done');
  await practice.arrived(tx, done);
  await closeTickets(tx, done.map(effectCause), 'arrived');
  await tellPerson(tx, failed);
}

/** Writes what came of a try; true when a person has to look. */
function write(tx: Transaction, effect: Effect, outcome: Outcome): boolean {
  const { state, again, ticket } = settleEffect(outcome, effect.attempts);
  effect.state = state;
  effect.updatedAt = tx.now();
  effect.doubtSince = state === 'in_doubt' || state === 'sent' ? (effect.doubtSince ?? tx.now()) : null;
  effect.lastError = 'error' in outcome ? outcome.error.slice(0, 500) : null;
  if ('receipt' in outcome) effect.receipt = outcome.receipt;
  if (again !== null) {
    const startAfter = new Date(tx.now().getTime() + again * 1_000);
    tx.queue({ definition: lanes[effect.kind], data: { effectId: effect.id }, startAfter });
  }
  return ticket;
}

export const effectCause = (effect: Effect): string => `effect:${effect.id}`;

async function tellPerson(tx: Transaction, effects: Effect[]): Promise<void> {
  for (const { orderId = null, kind, key, lastError } of effects)
    tx.record({ type: 'EffectFailed', orderId, kind, key, error: lastError ?? '' } satisfies EffectFailed);
  await openTickets(
    tx,
    effects.map((effect) => ({
      kind: 'effect' as const,
      reason: effect.state === 'failed' ? 'effect_failed' : 'effect_in_doubt',
      cause: effectCause(effect),
      evidence: {
        kind: effect.kind,
        key: effect.key,
        attempts: effect.attempts,
        error: effect.lastError,
        effectId: effect.id,
      },
      orderId: effect.orderId ?? null,
    })),
  );
}

/** Runs at most `limit` at a time. */
async function inParallel<T>(items: T[], limit: number, run: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const lane = async (): Promise<void> => {
    for (const item of queue) await run(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
}
