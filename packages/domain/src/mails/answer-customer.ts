import { Channel } from '../channels/channel.entity.ts';
import { loadCompany } from '../company/seller.ts';
import { readOnly } from '../kernel/batch.ts';
import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context } from '../kernel/transact.ts';
import { Order } from '../orders/order.entity.ts';
import { lockTicket, type OnTicket } from '../tickets/lock-ticket.ts';
import { addNote } from '../tickets/note-ticket.ts';
import type { TicketNote } from '../tickets/ticket.entity.ts';
import { CustomerMail } from './customer-mail.entity.ts';
import { replyAddress } from './known-clues.ts';
import { queueReply } from './queue-reply.ts';

type LastMail = Pick<CustomerMail, 'sender' | 'subject' | 'messageId' | 'references'>;

/** What an answer depends on; `last` is the customer's newest mail. */
export interface AnswerTo {
  order: { channelOrderId: string; buyerEmail: string | null; isAmazon: boolean } | null;
  last: LastMail | null;
}

export interface Answer {
  to: string;
  subject: string;
  inReplyTo: string | null;
  references: string[];
}

const mostReferences = 20;

/**
 * Decides to whom and in which thread an answer goes. An Amazon buyer is written to at his relay address alone and without links
 * (Amazon's communication guidelines). Throws Rejection.
 */
export function decideAnswer({ order, last }: AnswerTo, text: string): Answer {
  if (order?.isAmazon && /\bhttps?:\/\/|\bwww\.\S/i.test(text)) throw new Rejection('reply_with_link');
  const to = order?.isAmazon ? order.buyerEmail : (last?.sender ?? order?.buyerEmail);
  if (!to) throw new Rejection('customer_without_address');
  const references = [...(last?.references ?? []), ...(last?.messageId ? [last.messageId] : [])];
  return {
    to,
    subject: last ? `Re: ${last.subject.replace(/^((re|aw|antw|wg|fwd?):\s*)+/i, '')}` : order!.channelOrderId,
    inReplyTo: last?.messageId ?? null,
    references: references.slice(-mostReferences),
  };
}

/** Writes to the customer of a ticket: kept with the ticket and queued as a mail in the customer's thread. Throws Rejection. */
export function answerCustomer(ctx: Context, input: OnTicket & { text: string }): Promise<TicketNote> {
  return transact(ctx, async (tx) => {
    const ticket = await lockTicket(tx, input);
    const orderId = ticket.orderId ?? null;
    if (!orderId && ticket.kind !== 'mail') throw new Rejection('ticket_without_order');
    const where = orderId ? { orderId } : { ticketId: ticket.id };
    const last = await tx.em.findOne(CustomerMail, where, { ...readOnly, orderBy: { receivedAt: 'desc', id: 'desc' } });
    const order = orderId ? await loadOrder(tx, orderId) : null;
    const answer = decideAnswer({ order, last }, input.text);
    const note = addNote(tx, ticket, 'to_customer', input.text);
    const replyTo = orderId && !order?.isAmazon ? replyAddress((await loadCompany(tx)).mailFrom, orderId) : null;
    await queueReply(tx, { cause: note.id, orderId, text: note.text, replyTo, ...answer });
    return note;
  });
}

async function loadOrder({ em }: Context, orderId: string): Promise<AnswerTo['order']> {
  const { channelOrderId, buyerEmail, channelId } = await em.findOneOrFail(Order, orderId, readOnly);
  const { kind } = await em.findOneOrFail(Channel, channelId, readOnly);
  return { channelOrderId, buyerEmail: buyerEmail ?? null, isAmazon: kind === 'amazon' };
}
