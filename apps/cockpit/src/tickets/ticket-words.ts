import type { Formats } from '../i18n/formats.ts';
import type { Say } from '../i18n/say.ts';
import { isHoldReason, kindText, readable, reasonText } from '../orders/reasons.ts';

type Ticket = { kind: string; reason: string };

/** A ticket's reason code in words, whether it holds an order or tells something else. */
export const ticketReasonText = (code: string, t: Say) =>
  isHoldReason(code) ? reasonText(code, 'short', t) : kindText('ticketReason', code, t);

/** What the ticket is about, short. */
export const ticketReason = (ticket: Ticket, t: Say) =>
  ticketReasonText(ticket.reason, t) || kindText('tickets.kind', ticket.kind, t);

/** Every reason for which the ticket's order is held; the ticket itself names only the first. */
export function holdReasonsOf(ticket: Ticket & { evidence: unknown }): string[] {
  if (ticket.kind !== 'hold') return [];
  const { reasons } = (ticket.evidence ?? {}) as { reasons?: unknown };
  return Array.isArray(reasons) && reasons.length ? reasons.map(String) : [ticket.reason];
}

export interface Line {
  label: string;
  text: string;
}

/** Said elsewhere on the page, or of no use to a reader. */
const UNTOLD = new Set(['reasons', 'rules', 'order', 'station', 'effectId', 'messageId', 'approved']);
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

const labelOf = (key: string, t: Say) =>
  kindText('evidence', key.replace(/Cents$/, ''), t).replaceAll(/([a-z])([A-Z])/g, '$1 $2');
const isEmpty = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length);

interface Parcel {
  weightG: number;
  lengthMm: number;
  widthMm: number;
  heightMm: number;
}
const isParcel = (value: object): value is Parcel =>
  ['weightG', 'lengthMm', 'widthMm', 'heightMm'].every(
    (key) => typeof (value as Record<string, unknown>)[key] === 'number',
  );

/** One value as text; an object as "label value" pairs. */
function textOf(key: string, value: unknown, t: Say, formats: Formats): string {
  if (typeof value === 'number' && key.endsWith('Cents')) return formats.money({ amount: value, currency: 'EUR' });
  if (typeof value === 'number') return formats.count(value);
  if (typeof value === 'string') {
    if (INSTANT.test(value)) return formats.dateTime(value);
    if (key === 'addressDoubts') return kindText('doubt', value, t);
    return key === 'failed' ? kindText('criterion', value, t) : value;
  }
  if (Array.isArray(value)) return value.map((one) => textOf(key, one, t, formats)).join(', ');
  if (typeof value !== 'object' || value === null) return readable(String(value));
  if (isParcel(value))
    return `${formats.weight(value.weightG)}, ${formats.size([value.lengthMm, value.widthMm, value.heightMm])}`;
  return Object.entries(value)
    .filter(([, part]) => !isEmpty(part))
    .map(([part, inner]) => `${labelOf(part, t)} ${textOf(part, inner, t, formats)}`)
    .join(' · ');
}

/** A ticket's evidence as label and text; rows of a list become a line each. */
export function evidenceLines(evidence: unknown, t: Say, formats: Formats): Line[] {
  if (isEmpty(evidence)) return [];
  if (typeof evidence !== 'object' || Array.isArray(evidence))
    return [{ label: t('evidence.text'), text: textOf('', evidence, t, formats) }];
  return Object.entries(evidence as object)
    .filter(([key, value]) => !UNTOLD.has(key) && !isEmpty(value))
    .flatMap(([key, value]) => {
      const rows = Array.isArray(value) && value.some((one) => typeof one === 'object') ? value : [value];
      return rows.map((one) => ({ label: labelOf(key, t), text: textOf(key, one, t, formats) }));
    });
}
