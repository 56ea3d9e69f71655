import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchema, type PubSub } from 'type-graphql';
import { ExportResolver } from './accounting/export.resolver.ts';
import { AccountingLiveResolver } from './accounting/live.resolver.ts';
import { CarrierResolver } from './carriers/carrier.resolver.ts';
import { MatrixResolver } from './carriers/matrix.resolver.ts';
import { BackfillResolver } from './channels/backfill.resolver.ts';
import { ChannelFieldsResolver } from './channels/channel-fields.resolver.ts';
import { ChannelPolicyResolver } from './channels/channel-policy.resolver.ts';
import { ChannelResolver } from './channels/channel.resolver.ts';
import { CustomerResolver } from './customers/customer.resolver.ts';
import { DocumentResolver } from './documents/document.resolver.ts';
import { HandOverResolver } from './carriers/hand-over.resolver.ts';
import { EffectResolver } from './effects/effect.resolver.ts';
import { CreditNoteResolver } from './invoices/credit-note.resolver.ts';
import { InvoiceResolver } from './invoices/invoice.resolver.ts';
import { HealthResolver } from './health/health.resolver.ts';
import { KpiResolver } from './kpis/kpi.resolver.ts';
import { LiveResolver } from './live.ts';
import { HoldRuleResolver } from './orders/hold-rule.resolver.ts';
import { OrderFieldsResolver } from './orders/order-fields.resolver.ts';
import { OrderResolver } from './orders/order.resolver.ts';
import { ProductResolver } from './products/product.resolver.ts';
import { InboundResolver } from './shipments/inbound.resolver.ts';
import { ArticleResolver } from './products/article.resolver.ts';
import { PackingResolver } from './shipments/packing.resolver.ts';
import { ClarifyResolver } from './settlements/clarify.resolver.ts';
import { OpenItemResolver } from './settlements/open-item.resolver.ts';
import { SettlementItemResolver } from './settlements/settlement-item.resolver.ts';
import { SettlementResolver } from './settlements/settlement.resolver.ts';
import { ShipmentResolver } from './shipments/shipment.resolver.ts';
import { StaffResolver } from './staff/staff.resolver.ts';
import { TokenResolver } from './staff/token.resolver.ts';
import { DeskRulesResolver } from './tickets/desk-rules.resolver.ts';
import { OfficeHoursResolver } from './tickets/office-hours.resolver.ts';
import { PresenceResolver } from './tickets/presence.resolver.ts';
import { CustomerMailResolver } from './tickets/customer-mail.resolver.ts';
import { TicketFieldsResolver } from './tickets/ticket-fields.resolver.ts';
import { TicketWorkResolver } from './tickets/ticket-work.resolver.ts';
import { TicketResolver } from './tickets/ticket.resolver.ts';
import { WebhookResolver } from './webhooks/webhook.resolver.ts';

// type-graphql asks for a pubSub as soon as there is one @Subscription, even where each has its own `subscribe`.
const noPubSub: PubSub = {
  publish() {
    throw new Error('events are published by the history');
  },
  subscribe() {
    throw new Error('give @Subscription a subscribe function');
  },
};

/** The API's schema; written to `emitSchemaFile` when given. */
export const createSchema = (emitSchemaFile?: string): Promise<GraphQLSchema> =>
  buildSchema({
    resolvers: [
      OrderResolver,
      OrderFieldsResolver,
      HoldRuleResolver,
      TicketResolver,
      CustomerMailResolver,
      TicketFieldsResolver,
      TicketWorkResolver,
      DeskRulesResolver,
      OfficeHoursResolver,
      PresenceResolver,
      ArticleResolver,
      ShipmentResolver,
      PackingResolver,
      CustomerResolver,
      CarrierResolver,
      MatrixResolver,
      HandOverResolver,
      InboundResolver,
      ChannelResolver,
      ChannelFieldsResolver,
      ChannelPolicyResolver,
      BackfillResolver,
      DocumentResolver,
      InvoiceResolver,
      SettlementResolver,
      SettlementItemResolver,
      OpenItemResolver,
      ClarifyResolver,
      ExportResolver,
      WebhookResolver,
      AccountingLiveResolver,
      CreditNoteResolver,
      EffectResolver,
      HealthResolver,
      KpiResolver,
      ProductResolver,
      StaffResolver,
      TokenResolver,
      LiveResolver,
    ],
    pubSub: noPubSub,
    validate: false,
    ...(emitSchemaFile ? { emitSchemaFile } : {}),
  });
