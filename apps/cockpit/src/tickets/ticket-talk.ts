import type { Formats } from '../i18n/formats.ts';
import type { Say } from '../i18n/say.ts';
import { historyText, type HistoryEntry } from '../orders/history-text.ts';

export interface TalkEntry {
  key: string;
  kind: 'event' | 'note' | 'to_customer' | 'from_customer';
  icon: string;
  by: string;
  at: string;
  text: string;
  mail?: CustomerMail;
}

export interface CustomerMail {
  id: string;
  sender?: string | null;
  subject: string;
  text: string;
  attachments: { name: string; size: number }[];
  threadReason?: string | null;
  threadClue?: string | null;
  receivedAt: string;
}

interface Ticket {
  customerMails: CustomerMail[];
  notes: { id: string; kind: string; text: string; by: string; at: string }[];
  history: HistoryEntry[];
}

/** Notes and mails themselves stand in the talk; that one was written need not be said as well. */
const SAID = new Set(['TicketNoted', 'CustomerContactWanted', 'CustomerMailReceived']);
const ICONS = {
  note: 'i-lucide-sticky-note',
  to_customer: 'i-lucide-mail',
  from_customer: 'i-lucide-mail-open',
  event: 'i-lucide-cog',
};

/** What was said and what has happened on a ticket, oldest first. */
export function talkOf({ notes, customerMails, history }: Ticket, t: Say, formats: Formats): TalkEntry[] {
  const written = notes.map(({ id, kind, text, by, at }): TalkEntry => {
    const is = kind === 'to_customer' ? 'to_customer' : 'note';
    return { key: id, kind: is, icon: ICONS[is], by, at, text };
  });
  const received = customerMails.map((mail): TalkEntry => ({
    key: mail.id,
    kind: 'from_customer',
    icon: ICONS.from_customer,
    by: mail.sender ?? '',
    at: mail.receivedAt,
    text: mail.text.trim(),
    mail,
  }));
  const happened = history
    .filter(({ type }) => !SAID.has(type))
    .map((entry): TalkEntry => ({
      key: entry.cursor,
      kind: 'event',

      icon: ICONS.event,
      by: entry.actor,
      at: entry.at,
      text: historyText(entry, t, formats),
    }));
  return [...written, ...received, ...happened].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
