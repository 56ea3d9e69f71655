import { intendEffects } from '../effects/intend-effects.ts';
import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context } from '../kernel/transact.ts';
import { messageIdOf } from './message-id.ts';

/** What a clerk writes to a customer. Message-IDs without angle brackets. */
export interface Reply {
  /** What it is for, e.g. the id of the note it sends: one cause, one mail. */
  cause: string;
  orderId: string | null;
  to: string;
  subject: string;
  text: string;
  /** Address that answers come back to; null: the sender's. */
  replyTo: string | null;
  inReplyTo: string | null;
  references: string[];
}

/** Queues the mail in the caller's transaction, once per cause, and says its Message-ID; rejects an empty recipient or text. */
export async function queueReply(ctx: Context, { cause, orderId, ...letter }: Reply): Promise<string> {
  if (!letter.to.trim() || !letter.text.trim()) throw new Rejection('mail_incomplete');
  return transact(ctx, async (tx) => {
    const key = `reply:${cause}`;
    await intendEffects(tx, [{ kind: 'mail', key, orderId, intent: { mail: 'reply', ...letter } }]);
    return messageIdOf(key);
  });
}
