import type { CarrierEvent } from './carriers/carrier.events.ts';
import { armMatrix } from './carriers/carriers.jobs.ts';
import { performTrial } from './carriers/carriers.jobs.ts';
import type { AccountingEvent } from './accounting/accounting.events.ts';
import type { ChannelEvent } from './channels/channel.events.ts';
import {
  backfillOrders,
  fetchMissingData,
  fetchMovements,
  fetchOrders,
  fetchSettlements,
  proveDays,
  receiveChanges,
} from './channels/channels.jobs.ts';
import type { CustomerMatched } from './customers/customer.events.ts';
import { matchCustomers } from './customers/customers.jobs.ts';
import type { DocumentEvent } from './documents/document.events.ts';
import type { EffectEvent } from './effects/effect.events.ts';
import { performEffects, sweepEffects } from './effects/effects.jobs.ts';
import type { InvoiceEvent } from './invoices/invoice.events.ts';
import {
  checkVatIds,
  creditCancelled,
  creditRefunds,
  issueInvoices,
  printCreditNotes,
  printInvoices,
  uploadInvoices,
  watchChains,
  watchMissingInvoices,
} from './invoices/invoices.jobs.ts';
import type { JobDefinition } from './kernel/jobs.ts';
import type { LedgerEvent } from './ledger/ledger.events.ts';
import { bookCreditNotes, bookInvoices } from './ledger/ledger.jobs.ts';
import type { CustomerMailReceived, MailBounced, MailSent } from './mails/mail.events.ts';
import { mailCreditNote, mailInvoice, mailReceived, mailShipped } from './mails/mails.jobs.ts';
import type { OrderEvent, StationDue } from './orders/order.events.ts';
import { releaseOrders } from './orders/orders.jobs.ts';
import type { StockAdjusted } from './products/product.events.ts';
import { requestReviews } from './reviews/reviews.jobs.ts';
import type { SettlementEvent } from './settlements/settlement.events.ts';
import { matchPayments, takeSettlements, watchPayments } from './settlements/settlements.jobs.ts';
import type { ShipmentEvent } from './shipments/shipment.events.ts';
import {
  closeBatches,
  collectReturns,
  handOverShipments,
  printDeliveryNotes,
  reportShipments,
  routeOrders,
  takeMessages,
  watchDeadlines,
  watchShipBy,
} from './shipments/shipments.jobs.ts';
import type { StaffEvent } from './staff/staff.events.ts';
import type { TicketEvent } from './tickets/ticket.events.ts';
import type { WebhookEvent } from './webhooks/webhook.events.ts';

export type OrderToCashEvent =
  | OrderEvent
  | CustomerMatched
  | CarrierEvent
  | ShipmentEvent
  | ChannelEvent
  | DocumentEvent
  | MailBounced
  | CustomerMailReceived
  | MailSent
  | InvoiceEvent
  | SettlementEvent
  | LedgerEvent
  | AccountingEvent
  | StaffEvent
  | WebhookEvent
  | EffectEvent
  | TicketEvent
  | StockAdjusted;

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
  InvoiceIssued: [printInvoices, bookInvoices, matchPayments],
  InvoicePrinted: [mailInvoice, uploadInvoices],
  InvoiceUploaded: [],
  CreditNoteIssued: [printCreditNotes, bookCreditNotes, matchPayments],
  CreditNotePrinted: [mailCreditNote, uploadInvoices],
  SettlementFetched: [takeSettlements],
  SettlementTaken: [],
  SettlementRuleLearned: [],
  SettlementRuleRetired: [],
  OrderSettled: [matchPayments],
  InvoicePaid: [],
  InvoiceBooked: [],
  SettlementBooked: [],
  PaymentBooked: [],
  ReviewRequested: [],
  // beside the way
  OrderChanged: [],
  OrderHeld: [],
  OrderResumed: [],
  ReleaseDue: [releaseOrders],
  RoutingDue: [routeOrders],
  HandOverDue: [handOverShipments],
  InvoicingDue: [issueInvoices],
  OrderCorrected: [],
  OrderSplit: [],
  OrderCancelled: [creditCancelled],
  OrderCancelledLate: [creditCancelled],
  CancelAccepted: [creditCancelled],
  OrderRefunded: [],
  RefundAccepted: [creditRefunds],
  ShipmentOverdue: [],
  PackingProblemReported: [],
  ShipmentDivided: [],
  DeliveryNotePrinted: [],
  MailBounced: [],
  CustomerMailReceived: [],
  MailSent: [],
  EffectFailed: [],
  EffectRetried: [],
  JobRetried: [],
  JobDiscarded: [],
  MatrixDrafted: [],
  MatrixScheduled: [],
  MatrixArmed: [],
  StockAdjusted: [],
  ChannelPaused: [],
  ChannelContinued: [],
  ChannelRunNow: [],
  ChannelRhythmSet: [],
  ChannelPolicySet: [],
  BackfillStarted: [backfillOrders],
  BackfillAdvanced: [],
  BackfillFinished: [],
  DayProved: [],
  TemplateSaved: [],
  TemplatePublished: [],
  CarrierConnectionSet: [],
  TrialStarted: [performTrial],
  TrialFinished: [],
  CarrierCreated: [],
  CarrierRenamed: [],
  CarrierArmed: [],
  CarrierDisarmed: [],
  HoldRuleSaved: [],
  DeliveryNoteRevised: [printDeliveryNotes],
  DayIncomplete: [],
  InvoiceReopened: [],
  LedgerExported: [],
  AccountingChanged: [],
  WebhookChanged: [],
  WebhookStopped: [],
  DifferenceBooked: [],
  BookingReversed: [],
  TicketOpened: [],
  TicketReopened: [],
  TicketClosed: [],
  TicketAssigned: [],
  TicketSnoozed: [],
  TicketPrioritySet: [],
  TicketNoted: [],
  CustomerContactWanted: [],
  TicketMerged: [],
  TicketChecked: [],
  MacroApplied: [],
  DeskRuleSaved: [],
  TokenCreated: [],
  TokenRevoked: [],
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
    bookInvoices,
    matchPayments,
    printDeliveryNotes,
    printInvoices,
    uploadInvoices,
    mailReceived,
    mailShipped,
    mailInvoice,
  ),
  ...lane('database', creditCancelled, creditRefunds, bookCreditNotes, printCreditNotes, mailCreditNote),
  ...lane(
    'effect',
    performEffects.print,
    performEffects.hand_over,
    performEffects.channel_shipment,
    performEffects.mail,
    performEffects.channel_cancel,
    performEffects.channel_refund,
    performEffects.invoice_upload,
    performEffects.review_request,
    takeSettlements,
    backfillOrders,
    performTrial,
  ),
  ...lane('timed', fetchOrders, receiveChanges, fetchMissingData, proveDays, fetchSettlements, fetchMovements),
  ...lane('timed', collectReturns, closeBatches, watchDeadlines, watchShipBy, watchPayments),
  ...lane('timed', requestReviews, sweepEffects, armMatrix),
  ...lane('timed', checkVatIds, watchMissingInvoices, watchChains),
];
