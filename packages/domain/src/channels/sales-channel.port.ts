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

/** From `from` (included) to `to` (excluded). */
export interface Period {
  from: Date;
  to: Date;
}

/** The channel tells that an order has changed; `receipt` forgets it. */
export interface ChangeSignal {
  channelOrderId: string;
  /** When the channel changed it. */
  at: Date;
  receipt: string;
}

/** An order as the channel's own list of a period names it. */
export interface ListedOrder {
  channelOrderId: string;
  placedAt: Date;
}

/** A list that the channel makes in its own time. */
export type OrderList =
  | { state: 'waiting' }
  | { state: 'ready'; orders: ListedOrder[] }
  /** The channel gave up; ask again. */
  | { state: 'failed'; problem: string };

/** A package reported to the channel as shipped. */
export interface ShipmentReport {
  channelOrderId: string;
  marketplace: string | null;
  /** Positive number as text; the same reference edits the package instead of adding one. */
  packageReference: string;
  /** Parcel service by our name: DHL, DPD, GLS, Hermes, UPS. */
  parcelService: string;
  serviceLevel: 'standard' | 'express';
  trackingNumber: string;
  shippedAt: Date;
  lines: { channelLineId: string; quantity: number }[];
}

export const cancelReasons = ['no_stock', 'buyer_cancelled', 'address_undeliverable', 'other'] as const;
export type CancelReason = (typeof cancelReasons)[number];

/** Tells the channel that the merchant cancels a whole order. */
export interface CancelReport {
  kind: 'cancel';
  channelOrderId: string;
  marketplace: string | null;
  reason: CancelReason;
  lines: { channelLineId: string }[];
}

export const refundReasons = ['customer_return', 'goodwill', 'not_delivered', 'damaged', 'other'] as const;
export type RefundReason = (typeof refundReasons)[number];

/** Asks the channel to give money back; amounts are gross minor units. */
export interface RefundReport {
  kind: 'refund';
  /** Ours; the same reference is the same refund. */
  reference: string;
  channelOrderId: string;
  marketplace: string | null;
  currency: string;
  reason: RefundReason;
  lines: { channelLineId: string; goodsCents: number; shippingCents: number }[];
}

/** An issued invoice or credit note for the channel to show to its buyer. */
export interface InvoiceUpload {
  kind: 'invoice';
  channelOrderId: string;
  marketplace: string | null;
  number: string;
  document: 'invoice' | 'credit_note';
  grossCents: number;
  vatCents: number;
  currency: string;
  pdf: Uint8Array;
}

/** What the channel takes now and judges later. */
export type Submission = CancelReport | RefundReport | InvoiceUpload;
export type SubmissionKind = Submission['kind'];
export type Verdict = { state: 'waiting' } | { state: 'accepted' } | { state: 'rejected'; problem: string };

/** A settlement report that is ready to be fetched. */
export interface SettlementReportRef {
  reportId: string;
  documentId: string;
  createdAt: Date;
}

/** A movement of money as the channel shows it before any settlement; minor units, + is ours. */
export interface IncomingMovement {
  movementId: string;
  channelOrderId: string | null;
  /** The channel's word: Shipment, Refund, ServiceFee … */
  type: string;
  status: 'deferred' | 'released';
  postedAt: Date;
  amountCents: number;
  currency: string;
}

/**
 * A place where customers buy: one account at a marketplace or a shop. Every method throws ConnectorError when the channel
 * fails; limits are respected inside.
 */
export interface SalesChannel {
  /** Orders changed after `since`, oldest change first, page by page. */
  fetchOrders(since: Date, next: string | null): Promise<OrderPage>;
  /** Orders placed in a period, whatever their state, page by page; for a backfill. */
  fetchPlacedOrders(period: Period, next: string | null): Promise<OrderPage>;
  /** One order as it stands now, null when the channel does not know it. */
  fetchOrder(channelOrderId: string): Promise<IncomingOrder | null>;
  /** Changes that the channel signals, waiting some seconds for them; null when none are set up. Each stays until it is forgotten. */
  receiveChanges(): Promise<ChangeSignal[] | null>;
  forgetChanges(signals: ChangeSignal[]): Promise<void>;
  /** Asks for the channel's own list of the orders placed in a period (a second path beside fetchOrders); gives its id. */
  requestOrderList(period: Period): Promise<string>;
  readOrderList(listId: string): Promise<OrderList>;
  /** Tells the channel that a package has left; safe to repeat with the same packageReference. */
  confirmShipment(report: ShipmentReport): Promise<void>;
  /** Hands in what the channel judges later; gives the receipt to ask with. */
  submit(submission: Submission): Promise<string>;
  /** What came of a submission. */
  readVerdict(kind: SubmissionKind, receipt: string): Promise<Verdict>;
  /** Receipts of what was handed in since an instant, newest last: how a submission of unknown outcome is read back. */
  listSubmissions(kind: SubmissionKind, since: Date): Promise<string[]>;
  /** Lets the channel ask the buyer for a review; 'not_offered' outside its window or when it was asked before. */
  askForReview(order: { channelOrderId: string; marketplace: string | null }): Promise<'asked' | 'not_offered'>;
  /** Settlement reports that became ready after `since` (null: as far back as the channel keeps them). */
  listSettlements(since: Date | null): Promise<SettlementReportRef[]>;
  /** The report's bytes as they are, decompressed. */
  fetchSettlement(ref: SettlementReportRef): Promise<Uint8Array>;
  /** Reads the bytes whatever their locale and encoding; throws UnreadableSettlement. */
  readSettlement(bytes: Uint8Array): SettlementStatement;
  /** Movements of money posted after `since`, page by page. */
  fetchMovements(
    since: Date,
    next: string | null,
  ): Promise<{ movements: IncomingMovement[]; next: string | null; completeUntil: Date }>;
}

/** A settlement file cannot be read: the file is kept, a human looks. */
export class UnreadableSettlement extends Error {
  override name = 'UnreadableSettlement';
}
