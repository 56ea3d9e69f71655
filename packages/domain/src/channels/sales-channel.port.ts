import type { SettlementStatement } from './settlement-statement.ts';
import type { IncomingOrder, UnreadableOrder } from './incoming-order.ts';

/** One page of orders; `next` is handed back unread, null on the last page. */
export interface OrderPage {
  orders: IncomingOrder[];
  unreadable: UnreadableOrder[];
  next: string | null;
  /** The channel has reported every change up to here (known on each page). */
  completeUntil: Date;
}

/** A package reported to the channel as shipped. */
export interface ShipmentReport {
  channelOrderId: string;
  /** Positive number as text; the same reference edits the package instead of adding one. */
  packageReference: string;
  /** Parcel service by our name: DHL, DPD, GLS, Hermes, UPS. */
  parcelService: string;
  serviceLevel: 'standard' | 'express';
  trackingNumber: string;
  shippedAt: Date;
  lines: { channelLineId: string; quantity: number }[];
}

/** A settlement report that is ready to be fetched. */
export interface SettlementReportRef {
  reportId: string;
  documentId: string;
  createdAt: Date;
}

/**
 * A place where customers buy: a marketplace or a shop, bound to one account. Every method throws ConnectorError when
 * the channel fails; limits are respected inside.
 */
export interface SalesChannel {
  /** Orders changed after `since`, oldest change first, page by page. */
  fetchOrders(since: Date, next: string | null): Promise<OrderPage>;
  /** One order as it stands now, null when the channel does not know it. */
  fetchOrder(channelOrderId: string): Promise<IncomingOrder | null>;
  /** Tells the channel that a package has left; safe to repeat with the same packageReference. */
  confirmShipment(report: ShipmentReport): Promise<void>;
  /** Settlement reports that became ready after `since` (null: as far back as the channel keeps them). */
  listSettlements(since: Date | null): Promise<SettlementReportRef[]>;
  /** The report's bytes as they are, decompressed. */
  fetchSettlement(ref: SettlementReportRef): Promise<Uint8Array>;
  /** Reads the bytes whatever their locale and encoding; throws UnreadableSettlement. */
  readSettlement(bytes: Uint8Array): SettlementStatement;
}

/** A settlement file cannot be read: the file is kept, a human looks. */
export class UnreadableSettlement extends Error {
  override name = 'UnreadableSettlement';
}
