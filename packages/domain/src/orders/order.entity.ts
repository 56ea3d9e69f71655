import { defineEntity, p } from '@mikro-orm/postgresql';
import type { ChannelStatus, PaymentMethod } from '../channels/incoming-order.ts';
import type { Address } from '../kernel/address.ts';
import type { HoldReason, Station } from './stations.ts';

const orderSchema = defineEntity({
  name: 'Order',
  tableName: 'sales_order',
  properties: {
    id: p.uuid().primary(),
    number: p.text().unique(),
    channelId: p.uuid(),
    channelOrderId: p.text(),
    /** Where in the account it was bought. */
    marketplace: p.text().nullable(),
    station: p.text().$type<Station>(),
    /** Where a held order goes on. */
    heldAt: p.text().$type<Station>().nullable(),
    holdReasons: p.json<HoldReason[]>(),
    /** Reasons a person has looked at and let pass. */
    approvedReasons: p.json<HoldReason[]>(),
    fulfilledBy: p.text().$type<'merchant' | 'marketplace'>(),
    serviceLevel: p.text().$type<'standard' | 'express'>(),
    paymentMethod: p.text().$type<PaymentMethod>().default('marketplace'),
    channelStatus: p.text().$type<ChannelStatus>(),
    channelUpdatedAt: p.datetime(),
    placedAt: p.datetime(),
    shipBy: p.datetime().nullable(),
    deliverFrom: p.datetime().nullable(),
    deliverBy: p.datetime().nullable(),
    currency: p.text(),
    totalCents: p.integer(),
    buyerName: p.text().nullable(),
    buyerEmail: p.text().nullable(),
    buyerCompany: p.text().nullable(),
    buyerVatId: p.text().nullable(),
    isBusiness: p.boolean().default(false),
    /** The channel's id of the order that this one replaces. */
    replaces: p.text().nullable(),
    /** When the channel is asked again for what it withholds (name, address, amounts); null: nothing is missing. */
    dataRetryAt: p.datetime().nullable(),
    dataTries: p.integer().default(0),
    /** Told that the ship-by deadline is near. */
    shipByWarned: p.boolean().default(false),
    /** Gross minor units given back at the channel. */
    refundedCents: p.integer().default(0),
    /** The buyer was asked for a review, or will not be. */
    reviewDecided: p.boolean().default(false),
    shippingAddress: p.json<Address>().nullable(),
    /** The address as the channel gave it last; a person's correction leaves it alone. */
    channelAddress: p.json<Address>().nullable(),
    /** When the channel had made the reports that this address and these amounts came from; null: not known yet. */
    addressAt: p.datetime().nullable(),
    amountsAt: p.datetime().nullable(),
    remark: p.text().nullable(),
    giftMessage: p.text().nullable(),
    cancelRequestedAt: p.datetime().nullable(),
    customerId: p.uuid().nullable(),
    customerMatch: p.json<object>().nullable(),
    // what the list shows without a join; written in the transactions that cause it
    carrierId: p.uuid().nullable(),
    carrierName: p.text().nullable(),
    trackingNumber: p.text().nullable(),
    trackingAt: p.datetime().nullable(),
    overdue: p.boolean().default(false),
    channelInformed: p.text().nullable(),
    deliveryNoteNumber: p.text().nullable(),
    invoiceNumber: p.text().nullable(),
    paidAt: p.datetime().nullable(),
    ticketId: p.uuid().nullable(),
    /** Units by SKU that a person wants in shipments of their own; the rest is another one. Null: not split by hand. */
    parts: p.json<Record<string, number>[]>().nullable(),
    rev: p.integer().version(),
    createdAt: p.datetime(),
    updatedAt: p.datetime().onUpdate(() => new Date()),
  },
  uniques: [{ properties: ['channelId', 'channelOrderId'] }],
});

/** A customer's order, from a channel to its end. */
export class Order extends orderSchema.class {}
orderSchema.setClass(Order);

const lineSchema = defineEntity({
  name: 'OrderLine',
  tableName: 'order_line',
  properties: {
    id: p.uuid().primary(),
    orderId: p.uuid(),
    position: p.integer(),
    channelLineId: p.text(),
    sku: p.text(),
    title: p.text(),
    quantity: p.integer(),
    /** Units that the channel sold; 0 for a line that was added here. */
    soldQuantity: p.integer(),
    /** Gross of the whole line as the channel sold it. */
    soldCents: p.integer(),
    totalCents: p.integer(),
    shippingCents: p.integer(),
  },
});

/** One line; `totalCents` is gross of the whole line as sold. */
export class OrderLine extends lineSchema.class {}
lineSchema.setClass(OrderLine);

const payloadSchema = defineEntity({
  name: 'OrderPayload',
  tableName: 'order_payload',
  properties: {
    channelId: p.uuid().primary(),
    channelOrderId: p.text().primary(),
    payload: p.json<unknown>(),
    /** Why it could not be read; null for an order that was imported. */
    problem: p.text().nullable(),
    receivedAt: p.datetime(),
  },
});

/** What the channel sent last, as it came. */
export class OrderPayload extends payloadSchema.class {}
payloadSchema.setClass(OrderPayload);
