import type { Address } from '../kernel/address.ts';

/** The channel's status in our words; a later one never goes back to an earlier one. */
export const channelStatuses = [
  'pending',
  'unshipped',
  'partially_shipped',
  'shipped',
  'cancelled',
  'unfulfillable',
] as const;
export type ChannelStatus = (typeof channelStatuses)[number];

/** How the buyer pays (F8): to the marketplace, in advance, to the parcel service on delivery, or an invoice. */
export const paymentMethods = ['marketplace', 'prepayment', 'cash_on_delivery', 'invoice'] as const;
export type PaymentMethod = (typeof paymentMethods)[number];

/** One line as the channel reports it; amounts are gross minor units of the whole line. */
export interface IncomingLine {
  channelLineId: string;
  sku: string;
  title: string;
  quantity: number;
  totalCents: number;
  shippingCents: number;
}

/** A package the channel knows of: how a shipment report is read back. */
export interface IncomingPackage {
  reference: string;
  trackingNumber: string | null;
  carrier: string | null;
}

/** An order as a channel reports it, in our words and not yet ours. */
export interface IncomingOrder {
  channelOrderId: string;
  channelUpdatedAt: Date;
  placedAt: Date;
  status: ChannelStatus;
  /** Where in the account it was bought, in the channel's words: a marketplace id. */
  marketplace: string | null;
  fulfilledBy: 'merchant' | 'marketplace';
  serviceLevel: 'standard' | 'express';
  paymentMethod: PaymentMethod;
  shipBy: Date | null;
  deliverFrom: Date | null;
  deliverBy: Date | null;
  currency: string;
  /** Gross of the order as the channel states it; null while the channel withholds it. */
  totalCents: number | null;
  /** Bought by a business (Amazon Business): it expects its invoice at the channel. */
  isBusiness: boolean;
  /** The channel's id of the order that this one replaces; a replacement costs nothing. */
  replaces: string | null;
  buyer: { name: string | null; email: string | null; company: string | null; vatId: string | null };
  /** Null while the channel withholds it (pending, fulfilled by the marketplace). */
  shippingAddress: Address | null;
  remark: string | null;
  giftMessage: string | null;
  cancelRequest: { by: string | null; reason: string | null } | null;
  lines: IncomingLine[];
  packages: IncomingPackage[];
  /** The payload as it came. */
  raw: unknown;
}

/** A payload that could not be read as an order: kept raw, becomes a ticket, never stops its page. */
export interface UnreadableOrder {
  channelOrderId: string;
  channelUpdatedAt: Date | null;
  problem: string;
  raw: unknown;
}
