import type { CarrierChosen } from './carriers/carrier.events.ts';
import type { ChannelInformed } from './channels/channel.events.ts';
import { fetchOrders, fetchSettlements } from './channels/channels.jobs.ts';
import type { CustomerMatched } from './customers/customer.events.ts';
import { matchCustomers } from './customers/customers.jobs.ts';
import type { DocumentEvent } from './documents/document.events.ts';
import type { EffectEvent } from './effects/effect.events.ts';
import { performEffects, sweepEffects } from './effects/effects.jobs.ts';
import type { InvoiceEvent } from './invoices/invoice.events.ts';
import { issueInvoices, printInvoices } from './invoices/invoices.jobs.ts';
import type { JobDefinition } from './kernel/jobs.ts';
import type { MailSent } from './mails/mail.events.ts';
import { mailInvoice, mailReceived, mailShipped } from './mails/mails.jobs.ts';
import type { OrderEvent, StationDue } from './orders/order.events.ts';
import { releaseOrders } from './orders/orders.jobs.ts';
import type { SettlementEvent } from './settlements/settlement.events.ts';
import { matchPayments, takeSettlements } from './settlements/settlements.jobs.ts';
import type { ShipmentEvent } from './shipments/shipment.events.ts';
import {
  collectReturns,
  handOverShipments,
  printDeliveryNotes,
  reportShipments,
  routeOrders,
  takeMessages,
  watchDeadlines,
} from './shipments/shipments.jobs.ts';
import type { TicketEvent } from './tickets/ticket.events.ts';

export type OrderToCashEvent =
  | OrderEvent
  | CustomerMatched
  | CarrierChosen
  | ShipmentEvent
  | ChannelInformed
  | DocumentEvent
  | MailSent
  | InvoiceEvent
  | SettlementEvent
  | EffectEvent
  | TicketEvent;

type EventOf<Type> =
  Extract<OrderToCashEvent, { type: Type }> extends never ? StationDue : Extract<OrderToCashEvent, { type: Type }>;
type Reactions = { [Type in OrderToCashEvent['type']]: JobDefinition<EventOf<Type>>[] };

/** The order-to-cash process at a glance: what follows from what. */
export const reactions: Reactions = {
  OrderImported: [],
  OrderReady: [matchCustomers],
  CustomerMatched: [releaseOrders],
  OrderReleased: [printDeliveryNotes, mailReceived, routeOrders],
  CarrierChosen: [handOverShipments],
  ShipmentHandedOver: [],
  MessageReceived: [takeMessages],
  ShipmentConfirmed: [reportShipments, mailShipped, issueInvoices],
  MarketplaceShipped: [issueInvoices],
  ChannelInformed: [],
  InvoiceIssued: [printInvoices, matchPayments],
  InvoicePrinted: [mailInvoice],
  SettlementFetched: [takeSettlements],
  SettlementTaken: [],
  OrderSettled: [matchPayments],
  InvoicePaid: [],
  // beside the way
  OrderChanged: [],
  OrderHeld: [],
  OrderResumed: [],
  ReleaseDue: [releaseOrders],
  RoutingDue: [routeOrders],
  HandOverDue: [handOverShipments],
  InvoicingDue: [issueInvoices],
  OrderCorrected: [],
  OrderCancelled: [],
  ShipmentOverdue: [],
  DeliveryNotePrinted: [],
  MailSent: [],
  EffectFailed: [],
  EffectRetried: [],
  TicketOpened: [],
  TicketClosed: [],
};

/**
 * How a job runs. `database`: many at once, completed in the transaction that did their work. `effect`: talks to the
 * world, with a heartbeat. `timed`: queued by its timer, one at a time per key.
 */
export type Lane = 'database' | 'effect' | 'timed';

const lane = (of: Lane, ...definitions: JobDefinition[]): { definition: JobDefinition; lane: Lane }[] =>
  definitions.map((definition) => ({ definition, lane: of }));

/** Every job of the process. */
export const jobs: { definition: JobDefinition; lane: Lane }[] = [
  ...lane('database', matchCustomers, releaseOrders, routeOrders, handOverShipments, takeMessages, reportShipments),
  ...lane(
    'database',
    issueInvoices,
    matchPayments,
    printDeliveryNotes,
    printInvoices,
    mailReceived,
    mailShipped,
    mailInvoice,
  ),
  ...lane(
    'effect',
    performEffects.print,
    performEffects.hand_over,
    performEffects.channel_shipment,
    performEffects.mail,
    takeSettlements,
  ),
  ...lane('timed', fetchOrders, fetchSettlements, collectReturns, watchDeadlines, sweepEffects),
];
