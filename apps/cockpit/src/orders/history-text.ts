import type { Formats } from '../i18n/formats.ts';
import type { Say } from '../i18n/say.ts';
import { reasonText, readable } from './reasons.ts';

export interface HistoryEntry {
  cursor: string;
  type: string;
  actor: string;
  at: string;
  data: unknown;
}
export type Source = 'person' | 'automation' | 'channel' | 'carrier' | 'money' | 'mail';

const SOURCES: Record<string, Source> = {
  OrderImported: 'channel',
  OrderChanged: 'channel',
  ChannelInformed: 'channel',
  ShipmentHandedOver: 'carrier',
  ShipmentConfirmed: 'carrier',
  InvoiceIssued: 'money',
  InvoicePaid: 'money',
  MailSent: 'mail',
};
const ICONS: Record<Source, string> = {
  person: 'i-lucide-user-round',
  automation: 'i-lucide-cog',
  channel: 'i-lucide-store',
  carrier: 'i-lucide-truck',
  money: 'i-lucide-euro',
  mail: 'i-lucide-mail',
};
const EVENTS = new Set([
  'OrderImported',
  'OrderChanged',
  'CustomerMatched',
  'OrderHeld',
  'OrderResumed',
  'OrderCancelled',
  'OrderReleased',
  'CarrierChosen',
  'ShipmentHandedOver',
  'ShipmentConfirmed',
  'ChannelInformed',
  'InvoiceIssued',
  'DocumentStored',
  'MailSent',
  'InvoicePaid',
  'EffectFailed',
  'TicketOpened',
  'TicketClosed',
]);

const MACHINES = /^(system|automation|worker|job|import|scheduler|kontor)$/i;
const ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i;

/** A person's name out of an actor such as "staff:Anna Bauer"; undefined for machines and bare ids. */
export function personOf(actor: string): string | undefined {
  const [kind, name] = actor.includes(':') ? actor.split(/:(.*)/s) : ['', actor];
  if (!name || MACHINES.test(name) || (kind && kind !== 'staff' && kind !== 'token') || ID.test(name)) return undefined;
  return name;
}

export function sourceOf(entry: HistoryEntry): Source {
  if (/^(staff|token)\b/.test(entry.actor) || personOf(entry.actor)) return 'person';
  return SOURCES[entry.type] ?? 'automation';
}

export const iconOf = (entry: HistoryEntry) => ICONS[sourceOf(entry)];

const isMoney = (value: unknown): value is { amount: number; currency: string } =>
  typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value;

/** A value of the event's data as text: sums as money, lists with commas, absent ones as a dash. */
function shown(value: unknown, formats: Formats): string {
  if (value === null || value === undefined || value === '') return '–';
  if (Array.isArray(value)) return value.map((one) => shown(one, formats)).join(', ');
  if (isMoney(value)) return formats.money(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number);
}

function namedOf(entry: HistoryEntry, t: Say, formats: Formats): Record<string, string> {
  const data = (entry.data ?? {}) as Record<string, unknown>;
  const currency = typeof data.currency === 'string' ? data.currency : 'EUR';
  const named: Record<string, string> = {};
  for (const [key, value] of Object.entries(data)) {
    const sum = (key === 'gross' || key === 'amount') && typeof value === 'number';
    named[key] = sum ? formats.money({ amount: value, currency }) : shown(value, formats);
  }
  const reasons = [data.reasons, data.reason].flat().filter((one): one is string => typeof one === 'string');
  if (reasons.length) named.reasons = named.reason = reasons.map((one) => reasonText(one, 'short', t)).join(', ');
  return named;
}

const KINDS: Record<string, string> = { DocumentStored: 'documentKind', MailSent: 'mailKind', EffectFailed: 'effectKind' };
/** What a sentence needs; where the data lack it, a plainer sentence is said. */
const NEEDS: Record<string, string[]> = {
  OrderHeld: ['reasons'],
  OrderReleased: ['deliveryNote'],
  CarrierChosen: ['carrier'],
  ShipmentHandedOver: ['shipment'],
  ShipmentConfirmed: ['trackingNumbers'],
  InvoiceIssued: ['invoice'],
  DocumentStored: ['kind'],
  MailSent: ['kind'],
  InvoicePaid: ['amount'],
  EffectFailed: ['kind'],
  TicketOpened: ['ticket'],
  TicketClosed: ['ticket'],
};

/** One entry of the history as a sentence. */
export function historyText(entry: HistoryEntry, t: Say, formats: Formats): string {
  if (!EVENTS.has(entry.type)) return readable(entry.type.replaceAll(/([a-z])([A-Z])/g, '$1 $2'));
  const named = namedOf(entry, t, formats);
  const group = KINDS[entry.type];
  if (group && named.kind) named.kind = kindText(group, named.kind, t);
  const plain = NEEDS[entry.type]?.some((need) => !(need in named));
  const withDefaults = { service: '', gross: '–', settlement: '–', number: '', error: '', reason: '–', ...named };
  return t(`history.${entry.type}${plain ? '.plain' : '.full'}`, withDefaults).trim();
}

/** A kind of document, mail or effect in words; unknown ones as they are. */
export function kindText(group: string, kind: string, t: Say): string {
  const key = `${group}.${kind}`;
  const text = t(key);
  return text === key ? readable(kind) : text;
}

/** Time, person and sentence in one line. */
export function historyLine(entry: HistoryEntry, t: Say, formats: Formats): string {
  const who = personOf(entry.actor);
  return `${formats.listTime(entry.at)} · ${who ? `${who}: ` : ''}${historyText(entry, t, formats)}`;
}
