import { Carrier, CarrierDecision } from './carriers/carrier.entity.ts';
import { Backfill } from './channels/backfill.entity.ts';
import { CallLimit } from './channels/call-limit.entity.ts';
import { ChannelDay } from './channels/channel-day.entity.ts';
import { Channel } from './channels/channel.entity.ts';
import { Company } from './company/company.entity.ts';
import { Customer, CustomerAddress } from './customers/customer.entity.ts';
import { Document, NumberRange } from './documents/document.entity.ts';
import { Effect } from './effects/effect.entity.ts';
import { HistoryEntry } from './history/history.entity.ts';
import { Invoice } from './invoices/invoice.entity.ts';
import { HoldDecision, HoldRule, HoldRuleVersion } from './orders/hold-rule.entity.ts';
import { Order, OrderLine, OrderPayload } from './orders/order.entity.ts';
import { Product, Reservation, Stock } from './products/product.entity.ts';
import { Movement } from './settlements/movement.entity.ts';
import { Payment, Settlement, SettlementRow } from './settlements/settlement.entity.ts';
import { InboundMessage } from './shipments/inbound-message.entity.ts';
import { Parcel, Shipment } from './shipments/shipment.entity.ts';
import { ApiToken, Session, Staff } from './staff/staff.entity.ts';
import { AssignmentRule, Checklist, Macro } from './tickets/desk-rules.entity.ts';
import { Ticket, TicketNote } from './tickets/ticket.entity.ts';
import { Timer } from './timers/timer.entity.ts';

/** Everything that has a table. */
export const entities = [
  ApiToken,
  AssignmentRule,
  Backfill,
  CallLimit,
  Carrier,
  CarrierDecision,
  Channel,
  ChannelDay,
  Checklist,
  Company,
  Customer,
  CustomerAddress,
  Document,
  Effect,
  HistoryEntry,
  HoldDecision,
  HoldRule,
  HoldRuleVersion,
  InboundMessage,
  Invoice,
  Macro,
  Movement,
  NumberRange,
  Order,
  OrderLine,
  OrderPayload,
  Parcel,
  Payment,
  Product,
  Reservation,
  Session,
  Settlement,
  SettlementRow,
  Shipment,
  Staff,
  Stock,
  Ticket,
  TicketNote,
  Timer,
];
