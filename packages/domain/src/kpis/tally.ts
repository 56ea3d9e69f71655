import type { Fact } from '../history/fact.ts';
import { businessDay } from '../kernel/business-day.ts';
import { bucketOf } from './durations.ts';
import type { DurationMeasure, Measure } from './kpi.entity.ts';

/** An order's steps so far; see OrderClock. */
export interface Clock {
  orderId: string;
  channelId: string;
  placedAt: Date;
  shipBy: Date | null;
  handedOverAt: Date | null;
  shippedAt: Date | null;
  informedAt: Date | null;
  paidAt: Date | null;
  cancelledAt: Date | null;
  late: boolean;
  byHand: boolean;
  heldFor: string[];
}

/** What is known of a confirmed shipment; `cents` as the matrix had decided. */
export interface ConfirmedShipment {
  carrierId: string;
  transmittedAt: Date | null;
  cents: number;
}

/** An amount to be added to a figure. */
export interface Increment {
  day: string;
  channelId: string;
  measure: Measure;
  key: string;
  bucket: number;
  n: number;
  cents: number;
}

export const noChannel = '00000000-0000-0000-0000-000000000000';

/** Packing is the warehouse's daily work, not an interference. */
const packing = new Set(['ShipmentConfirmed', 'ShipmentHandedOver', 'ShipmentDivided', 'DeliveryNotePrinted']);
const stopping = new Set(['OrderHeld', 'TicketOpened', 'TicketReopened']);

/** Did this fact need a person, or was it a person's interference? Pure. */
export const needsHand = ({ type, actor }: Pick<Fact, 'type' | 'actor'>): boolean =>
  stopping.has(type) || (actor.startsWith('staff:') && !packing.has(type));

/** What one fact adds; moves the order's clock on. Each step of an order counts once, however often it is told. Pure but for `clock`. */
export function tally(
  { type, data, at, actor }: Fact,
  clock: Clock | undefined,
  shipment: ConfirmedShipment | undefined,
  timeZone: string,
): Increment[] {
  const added: Increment[] = [];
  const add = (measure: Measure, on: Date, more: Partial<Increment> = {}): void =>
    void added.push({
      day: businessDay(on, timeZone),
      channelId: clock?.channelId ?? noChannel,
      measure,
      key: '',
      bucket: -1,
      n: 1,
      cents: 0,
      ...more,
    });
  const took = (measure: DurationMeasure, from: Date): void => add(measure, at, { bucket: secondsFrom(from, at) });
  countTicket(type, data, (measure, key) => add(measure, at, { key }));
  if (type === 'ShipmentConfirmed' && shipment) {
    const { carrierId: key, cents, transmittedAt } = shipment;
    add('confirmed', at, { key, cents, bucket: transmittedAt ? secondsFrom(transmittedAt, at) : -1 });
  }
  if (!clock) return added;
  if (type === 'OrderImported') add('orders', clock.placedAt);
  if (needsHand({ type, actor }) && !clock.byHand) {
    clock.byHand = true;
    add('by_hand', clock.placedAt);
  }
  if (type === 'OrderHeld') holdFor(clock, data.reasons as string[], (key) => add('held', clock.placedAt, { key }));
  if (type === 'ShipmentHandedOver' && !clock.handedOverAt) {
    clock.handedOverAt = at;
    took('to_hand_over', clock.placedAt);
  }
  if ((type === 'ShipmentConfirmed' || type === 'MarketplaceShipped') && !clock.shippedAt) {
    Object.assign(clock, { shippedAt: at, late: clock.shipBy !== null && at > clock.shipBy });
    add('shipped', at);
    if (clock.late) add('late', at);
    took('to_shipment', clock.placedAt);
  }
  if (type === 'ChannelInformed' && !clock.informedAt) {
    clock.informedAt = at;
    if (clock.shippedAt) took('to_channel', clock.shippedAt);
  }
  if (type === 'InvoicePaid' && !clock.paidAt) {
    clock.paidAt = at;
    took('to_payment', clock.placedAt);
  }
  if (type === 'OrderCancelled' && !clock.cancelledAt) {
    clock.cancelledAt = at;
    add('cancelled', at);
  }
  return added;
}

const secondsFrom = (from: Date, to: Date): number => bucketOf((to.getTime() - from.getTime()) / 1_000);

function countTicket(type: string, data: Fact['data'], add: (measure: Measure, reason: string) => void): void {
  if (type === 'TicketOpened' || type === 'TicketReopened') add('ticket_opened', String(data.reason));
  if (type === 'TicketClosed') add('ticket_closed', '');
}

function holdFor(clock: Clock, reasons: string[], add: (reason: string) => void): void {
  for (const reason of reasons)
    if (!clock.heldFor.includes(reason)) {
      clock.heldFor.push(reason);
      add(reason);
    }
}
