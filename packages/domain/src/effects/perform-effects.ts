import { LockMode } from '@mikro-orm/core';
import { sqlArray } from '../kernel/batch.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { closeTickets } from '../tickets/close-ticket.ts';
import { openTickets } from '../tickets/open-tickets.ts';
import { Effect } from './effect.entity.ts';
import type { EffectFailed } from './effect.events.ts';
import { performEffects as lanes } from './effects.jobs.ts';
import { holdClaims, leaseMs, type Claims } from './hold-claims.ts';
import { outcomeOf, readBack, type Proof } from './read-back.ts';
import { settleEffect, type Outcome } from './settle-effect.ts';

/** One act, ready to be carried out. */
export interface Act {
  /**
   * Carries it out; `proved: false` when the other side has taken it but must be read back, after `lookAfter` seconds. Throws
   * ConnectorError.
   */
  send(): Promise<{ receipt: string; proved?: boolean; lookAfter?: number }>;
  /** Reads back whether it arrived; `receipt` is what the other side gave when it took it, null when it is not known. */
  verify(doubtSince: Date, receipt: string | null): Promise<Proof>;
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
  /**
   * So long the other side may still be in the middle of taking an act whose answer was lost (default 30 s): what it does not
   * show before that is not absent yet.
   */
  settlesWithinMs?: number;
}

/** Carries out effects: claimed and committed first, then the calls, then what came of them. Repeating it is harmless. */
export async function performEffects(ctx: Context, practice: EffectPractice, effectIds: string[]): Promise<void> {
  const claimed = await transact(ctx, (tx) => claim(tx, practice, effectIds));
  if (!claimed.length) return;
  const claims = holdClaims(ctx, claimed);
  try {
    const acts = await practice.prepare(ctx, claimed);
    const outcomes = new Map<string, Outcome>();
    await inParallel(claimed, practice.concurrency, async (effect) => {
      const outcome = await carryOut(ctx, practice, claims, effect, acts.get(effect.id));
      if (outcome) outcomes.set(effect.id, outcome);
    });
    await transact(ctx, (tx) => settle(tx, practice, claimed, outcomes));
  } finally {
    claims.release();
  }
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
function isHeldByAnother(tx: Transaction, { id, kind, claimedUntil }: Effect): boolean {
  if (!claimedUntil || claimedUntil <= tx.now()) return false;
  tx.queue({ definition: lanes[kind], data: { effectId: id }, startAfter: claimedUntil });
  return true;
}

function take(tx: Transaction, effect: Effect): void {
  if (effect.state === 'pending') effect.state = 'sending';
  else if (effect.state === 'sending') effect.state = 'in_doubt';
  if (effect.state === 'in_doubt') effect.doubtSince ??= tx.now();
  effect.attempts += 1;
  effect.updatedAt = tx.now();
  effect.claimedUntil = new Date(tx.now().getTime() + leaseMs);
}

const defaultSettlesWithinMs = 30_000;

/** Null: another worker has taken it over, since this one was too slow. */
async function carryOut(
  { now }: Context,
  { settlesWithinMs = defaultSettlesWithinMs }: EffectPractice,
  claims: Claims,
  effect: Effect,
  act: Act | undefined,
): Promise<Outcome | null> {
  if (!act) return { result: 'refused', error: 'what it needs is gone' };
  const { state, receipt = null } = effect;
  if (state !== 'sending') {
    const doubtSince = effect.doubtSince ?? effect.updatedAt;
    const youngMs = doubtSince.getTime() + settlesWithinMs - now().getTime();
    const read = await readBack(() => act.verify(doubtSince, receipt), { state, receipt, youngMs });
    if (read !== 'act again') return read;
  }
  if (!(await claims.renew(effect, state !== 'sending'))) return null;
  try {
    const { receipt: given, proved = true, lookAfter } = await act.send();
    return { result: proved ? 'arrived' : 'sent', receipt: given, ...(lookAfter && { retryAfter: lookAfter }) };
  } catch (error) {
    return outcomeOf(error);
  }
}

async function settle(
  tx: Transaction,
  practice: EffectPractice,
  claimed: Effect[],
  outcomes: Map<string, Outcome>,
): Promise<void> {
  const attempts = new Map(claimed.map((effect) => [effect.id, effect.attempts]));
  await lockOrdersOf(tx, [...outcomes.keys()]);
  const found = await tx.em.find(
    Effect,
    { id: { $in: [...outcomes.keys()] }, state: { $in: ['sending', 'sent', 'in_doubt'] } },
    { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' }, refresh: true },
  );
  // One that another worker has taken over meanwhile is settled by that one, which reads back what we did.
  const effects = found.filter((effect) => effect.attempts === attempts.get(effect.id));
  const failed: Effect[] = [];
  for (const effect of effects) if (write(tx, effect, outcomes.get(effect.id)!)) failed.push(effect);
  const done = effects.filter((effect) => effect.state === 'done');
  await practice.arrived(tx, done);
  await closeTickets(tx, done.map(effectCause), 'arrived');
  await tellPerson(tx, failed);
}

/** Up to a fifth more, by chance: what failed together does not come back together. */
const jitter = (): number => 1 + Math.random() / 5;

/** Writes what came of a try; true when a person has to look. */
function write(tx: Transaction, effect: Effect, outcome: Outcome): boolean {
  // Our own limiter held it back: nothing was tried.
  if (outcome.result === 'busy') effect.attempts -= 1;
  const { state, again, ticket } = settleEffect(outcome, effect.attempts, effect.state);
  effect.state = state;
  effect.updatedAt = tx.now();
  effect.claimedUntil = null;
  effect.doubtSince = state === 'in_doubt' || state === 'sent' ? (effect.doubtSince ?? tx.now()) : null;
  effect.lastError = 'error' in outcome ? outcome.error.slice(0, 500) : null;
  if ('receipt' in outcome) effect.receipt = outcome.receipt;
  if (again !== null) {
    const startAfter = new Date(tx.now().getTime() + again * jitter() * 1_000);
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
