import type { Say } from '../i18n/say.ts';
import { kindText } from '../orders/history-text.ts';
import { reasonText } from '../orders/reasons.ts';

/** The single codes of a ticket's reason: a hold may have several, separated by commas or blanks. */
export const reasonCodes = (reason: string): string[] => reason.split(/[,\s]+/).filter(Boolean);

/** What the ticket is about, short. */
export function ticketReason(ticket: { kind: string; reason: string }, t: Say): string {
  if (ticket.kind !== 'hold') return kindText('tickets.kind', ticket.kind, t);
  return reasonCodes(ticket.reason)
    .map((code) => reasonText(code, 'short', t))
    .join(', ');
}

/** Evidence as label and text, nested parts flattened; labels without a translation stay readable. */
export function evidenceLines(evidence: unknown, t: Say, path = ''): { label: string; text: string }[] {
  if (evidence === null || evidence === undefined || evidence === '') return [];
  const label = path ? kindText('evidence', path, t) : t('evidence.text');
  if (typeof evidence !== 'object') return [{ label, text: String(evidence as string | number | boolean) }];
  if (Array.isArray(evidence)) {
    if (evidence.every((one) => typeof one !== 'object')) return evidence.length ? [{ label, text: evidence.join(', ') }] : [];
    return evidence.flatMap((one) => evidenceLines(one, t, path));
  }
  return Object.entries(evidence).flatMap(([key, value]) => evidenceLines(value, t, key));
}
