import { defineEntity, p } from '@mikro-orm/postgresql';

/** What is counted by business day. Counted on the day the order was placed: */
export const placedMeasures = ['orders', 'by_hand', 'held'] as const;
/** … on the day it happened: */
export const doneMeasures = ['shipped', 'late', 'cancelled'] as const;
/** … durations, on the day they ended: from the order to the step, and from shipping to the channel's knowing. */
export const durationMeasures = ['to_hand_over', 'to_shipment', 'to_channel', 'to_payment'] as const;
/** … by carrier: hand-over to confirmation, with the cost that was decided. */
export const carrierMeasures = ['confirmed'] as const;
/** … tickets by their reason. */
export const ticketMeasures = ['ticket_opened', 'ticket_closed'] as const;

export type Measure =
  | (typeof placedMeasures)[number]
  | (typeof doneMeasures)[number]
  | (typeof durationMeasures)[number]
  | (typeof carrierMeasures)[number]
  | (typeof ticketMeasures)[number];
export type DurationMeasure = (typeof durationMeasures)[number];

const clockSchema = defineEntity({
  name: 'OrderClock',
  tableName: 'order_clock',
  properties: {
    orderId: p.uuid().primary(),
    channelId: p.uuid(),
    placedAt: p.datetime(),
    handedOverAt: p.datetime().nullable(),
    shippedAt: p.datetime().nullable(),
    informedAt: p.datetime().nullable(),
    paidAt: p.datetime().nullable(),
    cancelledAt: p.datetime().nullable(),
    /** Shipped after the channel's ship-by instant. */
    late: p.boolean().default(false),
    /** A person was needed, or interfered. */
    byHand: p.boolean().default(false),
    /** Every reason it was ever held for. */
    heldFor: p.array<string>().columnType('text[]'),
  },
});

/** When an order took each step for the first time: what the figures count, and the list behind each figure. */
export class OrderClock extends clockSchema.class {}
clockSchema.setClass(OrderClock);

const daySchema = defineEntity({
  name: 'KpiDay',
  tableName: 'kpi_day',
  properties: {
    day: p.type('date').$type<string>().primary(),
    /** The nil UUID: of no channel. */
    channelId: p.uuid().primary(),
    measure: p.text().$type<Measure>().primary(),
    /** Reason, or the carrier's id; empty for measures without. */
    key: p.text().primary(),
    /** Of a duration (durations.ts); −1 for what is only counted. */
    bucket: p.integer().primary().autoincrement(false),
    n: p.integer(),
    /** Minor units of the matrix's currency, for measures with a cost. */
    cents: p.bigint('number'),
  },
});

/** One figure of one day, grown fact by fact. */
export class KpiDay extends daySchema.class {}
daySchema.setClass(KpiDay);
