import type { Formats } from '../i18n/formats.ts';
import type { Say } from '../i18n/say.ts';
import { historyText, type HistoryEntry } from '../orders/history-text.ts';

export interface TalkEntry {
  key: string;
  kind: 'event' | 'note' | 'to_customer';
  icon: string;
  by: string;
  at: string;
  text: string;
}

interface Ticket {
  notes: { id: string; kind: string; text: string; by: string; at: string }[];
  history: HistoryEntry[];
}

/** The notes themselves stand in the talk; that one was written need not be said as well. */
const SAID = new Set(['TicketNoted', 'CustomerContactWanted']);
const ICONS = { note: 'i-lucide-sticky-note', to_customer: 'i-lucide-mail', event: 'i-lucide-cog' };

/** What was said and what has happened on a ticket, oldest first. */
export function talkOf({ notes, history }: Ticket, t: Say, formats: Formats): TalkEntry[] {
  const written = notes.map(({ id, kind, text, by, at }): TalkEntry => {
    const is = kind === 'to_customer' ? 'to_customer' : 'note';
    return { key: id, kind: is, icon: ICONS[is], by, at, text };
  });
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
  return [...written, ...happened].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
