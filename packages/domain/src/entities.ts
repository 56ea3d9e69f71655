import { CustomerMail } from './mails/customer-mail.entity.ts';
import { CarrierTrial } from './carriers/carrier-trial.entity.ts';
import { AccountingExport, AccountingFile } from './accounting/export.entity.ts';
import { Carrier, CarrierDecision } from './carriers/carrier.entity.ts';
import { MatrixVersion } from './carriers/matrix-version.entity.ts';
import { HandOverTemplate } from './carriers/hand-over-template.entity.ts';
import { Backfill } from './channels/backfill.entity.ts';
import { CallLimit } from './channels/call-limit.entity.ts';
import { ChannelDay } from './channels/channel-day.entity.ts';
import { Channel } from './channels/channel.entity.ts';
import { Company } from './company/company.entity.ts';
import { Customer, CustomerAddress } from './customers/customer.entity.ts';
import { Document, NumberRange } from './documents/document.entity.ts';
import { Effect } from './effects/effect.entity.ts';
import { HistoryEntry } from './history/history.entity.ts';
import { CreditNote } from './invoices/credit-note.entity.ts';
import { Invoice } from './invoices/invoice.entity.ts';
import { KpiDay, OrderClock } from './kpis/kpi.entity.ts';
import { AccountingSettingsRow } from './ledger/accounting-settings.entity.ts';
import { LedgerBooking, LedgerEntry } from './ledger/ledger.entity.ts';
import { HoldDecision, HoldRule, HoldRuleVersion } from './orders/hold-rule.entity.ts';
import { Order, OrderLine, OrderPayload } from './orders/order.entity.ts';
import { Product, Reservation, Stock } from './products/product.entity.ts';
import { MailSuppression } from './mails/mail-suppression.entity.ts';
import { Movement } from './settlements/movement.entity.ts';
import { Payment, Settlement, SettlementItem, SettlementRow, SettlementRule } from './settlements/settlement.entity.ts';
import { InboundMessage } from './shipments/inbound-message.entity.ts';
import { Parcel, Shipment } from './shipments/shipment.entity.ts';
import { ApiToken } from './staff/api-token.entity.ts';
import { Session, Staff } from './staff/staff.entity.ts';
import { WebhookDelivery, WebhookEndpoint } from './webhooks/webhook.entity.ts';
import { AssignmentRule, Checklist, Macro } from './tickets/desk-rules.entity.ts';
import { Ticket, TicketNote } from './tickets/ticket.entity.ts';
import { Timer } from './timers/timer.entity.ts';
import { VatIdCheck } from './vat/vat-id-check.entity.ts';

/** Everything that has a table. */
export const entities = [
  AccountingExport,
  AccountingFile,
  AccountingSettingsRow,
  ApiToken,
  AssignmentRule,
  Backfill,
  CallLimit,
  Carrier,
  CarrierDecision,
  CarrierTrial,
  Channel,
  ChannelDay,
  Checklist,
  Company,
  CreditNote,
  Customer,
  CustomerMail,
  CustomerAddress,
  Document,
  Effect,
  HandOverTemplate,
  HistoryEntry,
  HoldDecision,
  HoldRule,
  HoldRuleVersion,
  InboundMessage,
  Invoice,
  KpiDay,
  MailSuppression,
  MatrixVersion,
  LedgerBooking,
  LedgerEntry,
  Macro,
  Movement,
  NumberRange,
  Order,
  OrderClock,
  OrderLine,
  OrderPayload,
  Parcel,
  Payment,
  Product,
  Reservation,
  Session,
  Settlement,
  SettlementItem,
  SettlementRow,
  SettlementRule,
  Shipment,
  Staff,
  Stock,
  Ticket,
  TicketNote,
  Timer,
  WebhookDelivery,
  WebhookEndpoint,
  VatIdCheck,
];
