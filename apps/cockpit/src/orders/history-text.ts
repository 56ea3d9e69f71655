import type { Formats } from '../i18n/formats.ts';
import type { Say } from '../i18n/say.ts';
import { ticketReasonText } from '../tickets/ticket-words.ts';
import { personOf } from './actors.ts';
import { kindText, reasonText, readable } from './reasons.ts';

export interface HistoryEntry {
  cursor: string;
  type: string;
  actor: string;
  at: string;
  data: unknown;
}

/** What the sentence of each event needs; where the data lack it, a plainer sentence is said. */
const NEEDS: Record<string, string[]> = {
  OrderImported: [],
  OrderChanged: ['changes'],
  OrderReady: [],
  OrderCorrected: [],
  OrderSplit: ['shipments'],
  DeskRuleSaved: [],
  OrderHeld: ['reasons'],
  OrderResumed: ['note'],
  OrderCancelled: ['note'],
  OrderReleased: ['deliveryNote'],
  OrderSettled: [],
  CustomerMatched: ['customer'],
  CarrierChosen: ['carrier'],
  ShipmentHandedOver: ['shipment'],
  ShipmentConfirmed: ['trackingNumbers'],
  ShipmentOverdue: ['shipment'],
  MarketplaceShipped: [],
  ChannelInformed: [],
  DeliveryNotePrinted: ['number'],
  InvoicePrinted: ['number'],
  InvoiceIssued: ['invoice', 'gross'],
  InvoicePaid: ['amount', 'settlement'],
  CreditNoteIssued: ['creditNote', 'invoice', 'gross'],
  CreditNotePrinted: ['number'],
  OrderCancelledLate: [],
  DocumentStored: ['kind'],
  MailSent: ['kind'],
  MailBounced: ['kind'],
  InvoiceReopened: [],
  PaymentBooked: [],
  DifferenceBooked: [],
  BookingReversed: [],
  EffectFailed: ['kind'],
  EffectRetried: ['kind'],
  OrderRefunded: ['amount'],
  RefundAccepted: ['amount'],
  CancelAccepted: [],
  InvoiceUploaded: ['invoice'],
  ReviewRequested: [],
  ChannelPaused: [],
  ChannelContinued: [],
  ChannelRunNow: [],
  ChannelRhythmSet: ['rhythm'],
  ChannelPolicySet: [],
  BackfillStarted: ['period'],
  BackfillAdvanced: ['seen'],
  BackfillFinished: ['seen', 'imported', 'changed'],
  DayProved: ['day', 'reported'],
  DayIncomplete: ['day', 'missing', 'reported'],
  TicketOpened: ['ticket', 'reason'],
  TicketReopened: ['ticket', 'reason'],
  TicketAssigned: ['ticket'],
  TicketSnoozed: ['until'],
  TicketPrioritySet: [],
  TicketNoted: [],
  CustomerContactWanted: [],
  TicketMerged: ['into'],
  TicketChecked: [],
  MacroApplied: ['macro'],
  DeliveryNoteRevised: ['deliveryNote'],
  TicketClosed: ['ticket', 'resolution'],
};

/** Steps between stations that tell a reader nothing. */
const SILENT = new Set(['ReleaseDue', 'RoutingDue', 'HandOverDue', 'InvoicingDue', 'InvoiceBooked']);
export const isTelling = (entry: { type: string }) => !SILENT.has(entry.type);

/** How the codes in an event's data are translated: by event, else by field. */
const GROUPS: Record<string, string> = { DocumentStored: 'documentKind', MailSent: 'mailKind', MailBounced: 'mailKind' };
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}$/i;

function words(type: string, key: string, value: string, t: Say): string {
  if (key === 'reasons') return reasonText(value, 'short', t);
  if (key === 'reason') return ticketReasonText(value, t);
  if (key === 'changes') return kindText('change', value, t);
  if (key === 'resolution') return kindText('resolution', value, t);
  return key === 'kind' ? kindText(GROUPS[type] ?? 'effectKind', value, t) : value;
}

const wordsOrTime = (type: string, key: string, value: string, t: Say, formats: Formats) =>
  key === 'until' ? formats.dateTime(value) : words(type, key, value, t);

function moneyOf(key: string, value: unknown, currency: string, formats: Formats): [string, string] | undefined {
  if (typeof value === 'number' && (key.endsWith('Cents') || key === 'gross' || key === 'amount'))
    return [key.replace(/Cents$/, ''), formats.money({ amount: value, currency })];
  if (typeof value !== 'object' || value === null || !('amount' in value) || !('currency' in value)) return undefined;
  return [key, formats.money(value as { amount: number; currency: string })];
}

/** The event's data as texts for its sentence; empty values and bare ids are left out. */
function namedOf({ type, data }: HistoryEntry, t: Say, formats: Formats): Record<string, string> {
  const given = (data ?? {}) as Record<string, unknown>;
  const currency = typeof given.currency === 'string' ? given.currency : 'EUR';
  const named: [string, string][] = [];
  for (const [key, value] of Object.entries(given)) {
    const money = moneyOf(key, value, currency, formats);
    if (money) named.push(money);
    else {
      const parts = [value].flat().filter((one) => typeof one === 'string' || typeof one === 'number');
      const texts = parts.map(String).filter((one) => one !== '' && !ID.test(one));
      if (texts.length) named.push([key, texts.map((one) => wordsOrTime(type, key, one, t, formats)).join(', ')]);
    }
  }
  return Object.fromEntries(named);
}

/** One entry of the history as a sentence. */
export function historyText(entry: HistoryEntry, t: Say, formats: Formats): string {
  const needs = NEEDS[entry.type];
  if (!needs) return readable(entry.type.replaceAll(/([a-z])([A-Z])/g, '$1 $2'));
  const named = namedOf(entry, t, formats);
  const full = needs.every((need) => need in named);
  return t(`history.${entry.type}.${full ? 'full' : 'plain'}`, { service: '', number: '', error: '', ...named }).trim();
}

/** Time, person and sentence in one line. */
export function historyLine(entry: HistoryEntry, t: Say, formats: Formats): string {
  const who = personOf(entry.actor);
  return `${formats.listTime(entry.at)} · ${who ? `${who}: ` : ''}${historyText(entry, t, formats)}`;
}
