import { LockMode } from '@mikro-orm/core';
import { Effect } from '../effects/effect.entity.ts';
import { transact, type Context } from '../kernel/transact.ts';
import { lockOrders } from '../orders/lock-orders.ts';
import { Order } from '../orders/order.entity.ts';
import { openTickets } from '../tickets/open-tickets.ts';
import type { MailBounced } from './mail.events.ts';
import { keyOfMessageId } from './message-id.ts';
import { suppressAddress } from './suppress-address.ts';

/**
 * A mail of ours came back for good: it is bounced, its address is not written to of our own accord until a clerk lifts that, and
 * a ticket tells why. False when no mail of ours has this Message-ID; saying it twice is harmless.
 */
export function mailBounced(ctx: Context, messageId: string, reason: string): Promise<boolean> {
  return transact(ctx, async (tx) => {
    const key = keyOfMessageId(messageId);
    const known = key && (await tx.em.findOne(Effect, { kind: 'mail', key }));
    if (!known) return false;
    const orderId = known.orderId ?? null;
    if (orderId) await lockOrders(tx, [orderId]);
    const effect = await tx.em.findOneOrFail(Effect, known.id, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
    if (effect.state === 'bounced') return true;
    Object.assign(effect, {
      state: 'bounced',
      lastError: reason.slice(0, 500),
      doubtSince: null,
      claimedUntil: null,
      updatedAt: tx.now(),
    });
    const to = (effect.intent.to as string | undefined) ?? (orderId && (await buyerEmail(tx, orderId)));
    if (to) await suppressAddress(tx, to, 'bounced', { effectId: effect.id });
    const kind = effect.intent.mail as string;
    tx.record({ type: 'MailBounced', orderId, kind } satisfies MailBounced);
    await openTickets(tx, [
      {
        kind: 'effect',
        reason: 'mail_bounced',
        cause: `mail_bounced:${effect.key}`,
        evidence: { kind: 'mail', key: effect.key, error: effect.lastError, effectId: effect.id },
        orderId,
      },
    ]);
    return true;
  });
}

const buyerEmail = async ({ em }: Context, orderId: string): Promise<string | null> =>
  (await em.findOne(Order, orderId))?.buyerEmail ?? null;
