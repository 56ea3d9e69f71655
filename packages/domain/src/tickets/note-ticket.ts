import { newId } from '../kernel/id.ts';
import { Rejection } from '../kernel/rejection.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { lockTicket } from './lock-ticket.ts';
import { names } from './open-tickets.ts';
import { TicketNote, type Ticket } from './ticket.entity.ts';
import type { CustomerContactWanted, TicketNoted } from './ticket.events.ts';

const longest = 10_000;

/** Writes on a ticket inside a transaction; throws Rejection on an empty text. */
export function addNote(tx: Transaction, ticket: Ticket, kind: TicketNote['kind'], text: string): TicketNote {
  const words = text.trim().slice(0, longest);
  if (!words) throw new Rejection('note_missing');
  const note = tx.em.create(TicketNote, {
    id: newId(),
    ticketId: ticket.id,
    kind,
    text: words,
    by: tx.actor,
    at: tx.now(),
  });
  const noted = { ...names(ticket), noteId: note.id };
  if (kind === 'note') tx.record({ type: 'TicketNoted', ...noted } satisfies TicketNoted);
  else tx.record({ type: 'CustomerContactWanted', ...noted } satisfies CustomerContactWanted);
  return note;
}

export interface NoteTicket {
  ticketId: string;
  text: string;
}

/** Adds an internal note; nobody's view of the ticket becomes old by it. Throws Rejection. */
export const noteTicket = (ctx: Context, { ticketId, text }: NoteTicket): Promise<TicketNote> =>
  transact(ctx, async (tx) => addNote(tx, await lockTicket(tx, { ticketId }), 'note', text));
