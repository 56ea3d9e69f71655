import type { HoldReason, Station } from './stations.ts';

export interface OrderImported {
  type: 'OrderImported';
  orderId: string;
  channelOrderId: string;
  /** The channel's id of the order that this one replaces. */
  replaces: string | null;
}
/** The channel reported a change; `changes` names what is different now. */
export interface OrderChanged {
  type: 'OrderChanged';
  orderId: string;
  changes: string[];
}
/** A stored order can now run: it is no longer pending, or its personal data have come. */
export interface OrderReady {
  type: 'OrderReady';
  orderId: string;
}
/** The marketplace shipped an order it fulfils itself. */
export interface MarketplaceShipped {
  type: 'MarketplaceShipped';
  orderId: string;
}
export interface OrderReleased {
  type: 'OrderReleased';
  orderId: string;
  deliveryNote: string;
}
export interface OrderHeld {
  type: 'OrderHeld';
  orderId: string;
  station: Station;
  reasons: HoldReason[];
}
export interface OrderResumed {
  type: 'OrderResumed';
  orderId: string;
  station: Station;
  note: string | null;
}
/** A resumed order goes on with this act. */
export interface StationDue {
  type: 'ReleaseDue' | 'RoutingDue' | 'HandOverDue' | 'InvoicingDue';
  orderId: string;
}
/** One line after a person's change; `before` null: it was added. Minor units. */
export interface LineChange {
  position: number;
  sku: string;
  before: { sku: string; quantity: number } | null;
  quantity: number;
  differenceCents: number;
}
/** A person changed the order: which parts of the address, which lines. */
export interface OrderCorrected {
  type: 'OrderCorrected';
  orderId: string;
  address: string[];
  lines: LineChange[];
}
/** A person wants the order to leave in so many shipments; 1: in one again. */
export interface OrderSplit {
  type: 'OrderSplit';
  orderId: string;
  shipments: number;
}
export interface OrderCancelled {
  type: 'OrderCancelled';
  orderId: string;
  by: 'channel' | 'staff';
  note: string | null;
}
/** The channel cancelled it after its data had left the house: a person looks, and an invoice is taken back. */
export interface OrderCancelledLate {
  type: 'OrderCancelledLate';
  orderId: string;
}
/** We give money back: the channel is told by an effect. */
export interface OrderRefunded {
  type: 'OrderRefunded';
  orderId: string;
  reference: string;
  amountCents: number;
  currency: string;
  reason: string;
}
/** A rule of the manual queue was added or changed. */
export interface HoldRuleSaved {
  type: 'HoldRuleSaved';
  rule: string;
  reason: HoldReason;
  version: number;
}
/** Its delivery note says something else now and is printed anew. */
export interface DeliveryNoteRevised {
  type: 'DeliveryNoteRevised';
  orderId: string;
  deliveryNote: string;
}
export type OrderEvent =
  | OrderImported
  | OrderChanged
  | OrderReady
  | MarketplaceShipped
  | OrderReleased
  | OrderHeld
  | OrderResumed
  | StationDue
  | OrderCorrected
  | OrderSplit
  | OrderCancelled
  | OrderCancelledLate
  | OrderRefunded
  | HoldRuleSaved
  | DeliveryNoteRevised;
