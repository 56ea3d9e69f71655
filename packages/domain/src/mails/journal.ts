import { newId } from '../kernel/id.ts';
import { transact, type Context } from '../kernel/transact.ts';
import { InboundMessage } from '../shipments/inbound-message.entity.ts';

const source = 'journal';

/** Notes that a mail of ours has left: its journal copy came back. */
export function noteJournalCopy(ctx: Context, messageId: string): Promise<void> {
  return transact(ctx, async (tx) => {
    await tx.em.execute(
      `insert into inbound_message (id, source, name, sha256, message_id, bytes, state, received_at)
       values (?, ?, ?, '', ?, ''::bytea, 'taken', ?) on conflict (source, name, sha256) do nothing`,
      [newId(), source, messageId, messageId, tx.now()],
    );
  });
}

/** Has the journal copy of this mail come back? */
export const hasJournalCopy = async (ctx: Context, messageId: string): Promise<boolean> =>
  (await ctx.em.count(InboundMessage, { source, messageId })) > 0;
