import { newId } from '../kernel/id.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { openTickets } from '../tickets/open-tickets.ts';
import { stoppedCause } from './manage-endpoints.ts';
import { nextTry, type Message } from './message.ts';
import { WebhookDelivery, WebhookEndpoint } from './webhook.entity.ts';
import type { WebhookStopped } from './webhook.events.ts';

/** What the other side said; `problem` null: it took the message. */
export interface Answer {
  status: number | null;
  problem: string | null;
  /** It wants no more messages at all (410). */
  isGone: boolean;
}

const leaseMs = 60_000;

/** Takes one due endpoint for this worker alone; null when none is due. Two workers never send to the same endpoint. */
export function leaseEndpoint(ctx: Context): Promise<WebhookEndpoint | null> {
  return transact(ctx, async (tx) => {
    const now = tx.now();
    const [due] = (await tx.em.execute(
      `select id from webhook_endpoint where state = 'active' and next_at <= ? and (leased_until is null or leased_until < ?)
        order by next_at, id limit 1 for update skip locked`,
      [now, now],
    )) as { id: string }[];
    if (!due) return null;
    const endpoint = await tx.em.findOneOrFail(WebhookEndpoint, due.id, { populate: ['secret'], refresh: true });
    endpoint.leasedUntil = leaseFrom(now);
    return endpoint;
  });
}

const leaseFrom = (now: Date): Date => new Date(now.getTime() + leaseMs);

/** Gives an endpoint back at a position; `nextAt`: not before. */
export async function returnEndpoint(
  ctx: Context,
  lease: WebhookEndpoint,
  cursor: string,
  nextAt: Date,
): Promise<void> {
  await ctx.em.execute(
    `update webhook_endpoint set cursor = ?, next_at = ?, leased_until = null where id = ? and leased_until = ? and state = 'active' and attempts = 0`,
    [cursor, nextAt, lease.id, lease.leasedUntil],
  );
}

/** Notes how a message went. True: the worker goes on with the next; false: it lets go (failed, or no longer its lease). */
export function noteAnswer(
  ctx: Context,
  lease: WebhookEndpoint,
  cursor: string,
  message: Message,
  answer: Answer,
): Promise<boolean> {
  return transact(ctx, async (tx) => {
    const [mine] = (await tx.em.execute(
      `select attempts from webhook_endpoint where id = ? and leased_until = ? and state = 'active' for update`,
      [lease.id, lease.leasedUntil],
    )) as { attempts: number }[];
    if (!mine) return false;
    const attempts = mine.attempts + 1;
    const again = answer.problem !== null && !answer.isGone ? nextTry(attempts, tx.now()) : null;
    const state = answer.problem === null ? 'delivered' : again ? 'failing' : 'dead';
    await writeLog(tx, lease.id, cursor, message, { ...answer, attempts, state });
    const leasedUntil = answer.problem === null ? leaseFrom(tx.now()) : null;
    const change =
      state === 'delivered'
        ? { cursor, attempts: 0, lastError: null, leasedUntil }
        : {
            attempts,
            lastError: answer.problem,
            leasedUntil,
            state: again ? ('active' as const) : ('stopped' as const),
            ...(again ? { nextAt: again } : {}),
          };
    await tx.em.nativeUpdate(WebhookEndpoint, { id: lease.id }, change);
    if (state === 'dead') await tellStopped(tx, lease, message, answer);
    lease.leasedUntil = leasedUntil;
    return state === 'delivered';
  });
}

async function writeLog(
  tx: Transaction,
  endpointId: string,
  cursor: string,
  { id: messageId, type }: Message,
  { status, problem, attempts, state }: Answer & { attempts: number; state: WebhookDelivery['state'] },
): Promise<void> {
  const known = await tx.em.findOne(WebhookDelivery, { endpointId, messageId, state: 'failing' });
  const outcome = { state, attempts, status, error: problem, lastAt: tx.now() };
  if (known) Object.assign(known, outcome);
  else
    tx.em.create(WebhookDelivery, { id: newId(), endpointId, messageId, cursor, type, firstAt: tx.now(), ...outcome });
}

async function tellStopped(
  tx: Transaction,
  { id, url }: WebhookEndpoint,
  message: Message,
  { status, problem }: Answer,
): Promise<void> {
  tx.record({ type: 'WebhookStopped', endpointId: id, messageId: message.id } satisfies WebhookStopped);
  await openTickets(tx, [
    {
      kind: 'effect',
      reason: 'webhook_stopped',
      cause: stoppedCause(id),
      evidence: { endpoint: new URL(url).host, message: message.id, type: message.type, status, problem },
    },
  ]);
}
