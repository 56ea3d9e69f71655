import { loadCompany } from '../company/seller.ts';
import { readOnly } from '../kernel/batch.ts';
import type { Transaction } from '../kernel/transact.ts';
import { lockOrders } from '../orders/lock-orders.ts';
import type { InboundMessage } from '../shipments/inbound-message.entity.ts';
import { openTickets, type TicketCause } from '../tickets/open-tickets.ts';
import { CustomerMail, type MailAttachment } from './customer-mail.entity.ts';
import { loadKnownClues } from './known-clues.ts';
import { mailBounced } from './mail-bounced.ts';
import type { CustomerMailReceived } from './mail.events.ts';
import { cluesOf, threadMail, type MailThread, type MailToThread } from './thread-mail.ts';

/** A mail from outside as it was read; ids without brackets, addresses in lower case. */
export interface IncomingMail extends MailToThread {
  message: InboundMessage;
  messageId: string | null;
  attachments: MailAttachment[];
  /** How it shows that a machine wrote it; null: a person did. */
  automatic: string | null;
  bounce: { messageId: string | null; recipients: { permanent: boolean; status: string; diagnostic: string }[] } | null;
}

const longestText = 100_000;

/** Takes mails that are no carrier's, each once: a person's stands on its order and ticket, a bounce of ours is told, a machine's is kept and ignored (F15). */
export async function takeCustomerMails(tx: Transaction, mails: IncomingMail[]): Promise<void> {
  const fresh = mails.filter(({ message }) => message.state === 'received');
  if (!fresh.length) return;
  const { mailFrom } = await loadCompany(tx);
  const own = mailFrom.toLowerCase();
  const copies = await alreadyTaken(tx, fresh);
  const toTake: IncomingMail[] = [];
  for (const mail of fresh) {
    const why = copies.has(nameOf(mail)) ? 'copy' : (mail.automatic ?? (mail.from === own ? 'own' : null));
    if (!why) toTake.push(mail);
    if (mail.messageId) copies.add(nameOf(mail));
    const told = mail.bounce ? await tellBounce(tx, mail.bounce) : false;
    Object.assign(mail.message, { state: why && !told ? 'ignored' : 'taken', problem: told ? null : why });
  }
  await stand(tx, toTake, own);
}

const nameOf = ({ messageId, from }: { messageId: string | null; from: string | null }): string =>
  JSON.stringify([messageId, from]);

/** Somebody who writes to two of our addresses is answered once. */
async function alreadyTaken(tx: Transaction, mails: IncomingMail[]): Promise<Set<string>> {
  const messageIds = mails.flatMap(({ messageId }) => messageId ?? []);
  const taken = await tx.em.find(CustomerMail, { messageId: { $in: messageIds } }, readOnly);
  return new Set(taken.map(({ messageId, sender }) => nameOf({ messageId: messageId ?? null, from: sender ?? null })));
}

/** A mail that is only late is still tried; the server tells again when it gives up. */
async function tellBounce(
  tx: Transaction,
  { messageId, recipients }: NonNullable<IncomingMail['bounce']>,
): Promise<boolean> {
  const final = recipients.find(({ permanent }) => permanent);
  if (!final || !messageId) return false;
  return mailBounced(tx, messageId, [final.status, final.diagnostic].filter(Boolean).join(' ') || 'not delivered');
}

async function stand(tx: Transaction, mails: IncomingMail[], own: string): Promise<void> {
  if (!mails.length) return;
  const clues = mails.map((mail) => cluesOf(mail, [own]));
  const knownTo = await loadKnownClues(tx, clues);
  const threads = clues.map((each) => threadMail(each, knownTo(each)));
  await lockOrders(
    tx,
    threads.flatMap(({ orderId }) => orderId ?? []),
  );
  const causes = mails.map((mail, i) => causeOf(mail, threads[i]!));
  const tickets = await openTickets(tx, causes);
  for (const [i, mail] of mails.entries()) {
    const ticket = tickets.get(causes[i]!.cause)!;
    keep(tx, mail, threads[i]!, ticket.id);
    tx.record({
      type: 'CustomerMailReceived',
      orderId: threads[i]!.orderId,
      ticketId: ticket.id,
      mailId: mail.message.id,
    } satisfies CustomerMailReceived);
  }
}

/** One ticket per order, or per unknown sender; the words stay with the mail. */
function causeOf({ from, message }: IncomingMail, thread: MailThread): TicketCause {
  const evidence = { messageId: message.id };
  return thread.orderId
    ? { kind: 'mail', reason: 'customer_mail', cause: `mail:${thread.orderId}`, evidence, orderId: thread.orderId }
    : { kind: 'mail', reason: 'inbox', cause: `inbox:${from ?? message.id}`, evidence };
}

function keep(tx: Transaction, mail: IncomingMail, thread: MailThread, ticketId: string): void {
  tx.em.create(CustomerMail, {
    id: mail.message.id,
    orderId: thread.orderId,
    ticketId,
    messageId: mail.messageId,
    sender: mail.from,
    subject: storable(mail.subject),
    text: storable(mail.text).slice(0, longestText),
    references: mail.references,
    attachments: mail.attachments.map((attachment) => ({ ...attachment, name: storable(attachment.name) })),
    threadReason: thread.orderId ? thread.reason : null,
    threadClue: thread.orderId ? thread.clue : null,
    mayBelongTo: thread.orderId === null ? thread.mayBelongTo : [],
    receivedAt: mail.message.receivedAt,
  });
}

/** PostgreSQL keeps no NUL in a text. */
const storable = (text: string): string => text.replaceAll('\0', '');
