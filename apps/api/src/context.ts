import { Channel } from '@kontor/domain/channels/channel.entity';
import { Timer } from '@kontor/domain/timers/timer.entity';
import { Carrier, CarrierDecision } from '@kontor/domain/carriers/carrier.entity';
import { HandOverTemplate } from '@kontor/domain/carriers/hand-over-template.entity';
import { Customer, CustomerAddress } from '@kontor/domain/customers/customer.entity';
import { Document } from '@kontor/domain/documents/document.entity';
import { Effect } from '@kontor/domain/effects/effect.entity';
import { HistoryEntry } from '@kontor/domain/history/history.entity';
import { CreditNote } from '@kontor/domain/invoices/credit-note.entity';
import { Invoice } from '@kontor/domain/invoices/invoice.entity';
import type { Secrets } from '@kontor/domain/kernel/secrets';
import type { Context } from '@kontor/domain/kernel/transact';
import { Order, OrderLine } from '@kontor/domain/orders/order.entity';
import { Product } from '@kontor/domain/products/product.entity';
import { Payment, Settlement } from '@kontor/domain/settlements/settlement.entity';
import { Parcel, Shipment } from '@kontor/domain/shipments/shipment.entity';
import { ApiToken, Staff, type Role } from '@kontor/domain/staff/staff.entity';
import { HoldDecision } from '@kontor/domain/orders/hold-rule.entity';
import { Checklist } from '@kontor/domain/tickets/desk-rules.entity';
import { Ticket, TicketNote } from '@kontor/domain/tickets/ticket.entity';
import type { HistoryFollower } from '@kontor/platform/follow-history';
import type { Log } from '@kontor/platform/log';
import { newContext } from '@kontor/platform/context';
import type { EntityClass, EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { PgBoss } from 'pg-boss';
import DataLoader from 'dataloader';
import { stockOf } from './products/products.queries.ts';
import { findDays, findLimits, findMarketplaces, type DaysWanted } from './channels/channels.queries.ts';
import { settlementSums } from '@kontor/domain/settlements/settlement-sums';
import { countOrders, newestOrders, type NewestOrders } from './customers/customers.queries.ts';
import { ordersAtChannel, type OrderAtChannel } from './orders/orders.queries.ts';

/** Who asks: a member of staff by session, or a tool by token. */
export type Caller =
  | { kind: 'staff'; id: string; name: string; email: string; role: Role }
  | { kind: 'token'; id: string; name: string };

/** What resolvers work with: one fork of the ORM per request. */
export interface ApiContext {
  caller: Caller;
  ctx: Context;
  secrets: Secrets;
  follower: HistoryFollower;
  loaders: Loaders;
}

/** What the API stands on. */
export interface ApiParts {
  orm: MikroORM;
  boss: PgBoss;
  follower: HistoryFollower;
  secrets: Secrets;
  log: Log;
  staticDir?: string | undefined;
}

/** One request's context; the caller is known. */
export function createContext({ orm, boss, follower, secrets }: ApiParts, caller: Caller): ApiContext {
  const ctx = newContext({ orm, boss }, `${caller.kind}:${caller.id}`);
  return { caller, ctx, secrets, follower, loaders: createLoaders(ctx.em) };
}

export type Loaders = ReturnType<typeof createLoaders>;

/** Loads what nested fields ask for in one query per kind, however many rows ask. */
export function createLoaders(em: EntityManager) {
  const one = <E extends object>(
    entity: EntityClass<E>,
    key: keyof E & string,
    populate: string[] = [],
  ): DataLoader<string, E | null> =>
    new DataLoader(async (keys) => {
      const rows = await em.find(entity, { [key]: { $in: [...keys] } } as never, { populate } as never);
      const byKey = new Map(rows.map((row) => [row[key] as string, row]));
      return keys.map((of) => byKey.get(of) ?? null);
    });
  const many = <E extends object>(
    entity: EntityClass<E>,
    key: keyof E & string,
    orderBy: object,
    populate: string[] = [],
  ): DataLoader<string, E[]> =>
    new DataLoader(async (keys) => {
      const rows = await em.find(entity, { [key]: { $in: [...keys] } } as never, { orderBy, populate } as never);
      const groups = Map.groupBy(rows, (row) => row[key] as string);
      return keys.map((of) => groups.get(of) ?? []);
    });
  return {
    order: one(Order, 'id'),
    ticket: one(Ticket, 'id'),
    channel: one(Channel, 'id'),
    channelByCode: one(Channel, 'code'),
    timer: one(Timer, 'key'),
    marketplaces: new DataLoader((channelIds: readonly string[]) => findMarketplaces(em, channelIds)),
    callLimits: new DataLoader((accounts: readonly string[]) => findLimits(em, accounts)),
    channelDays: new DataLoader((wanted: readonly DaysWanted[]) => findDays(em, wanted), {
      cacheKeyFn: (wanted) => JSON.stringify(wanted),
    }),
    orderAtChannel: new DataLoader((wanted: readonly OrderAtChannel[]) => ordersAtChannel(em, wanted), {
      cacheKeyFn: ({ channelId, channelOrderId }) => `${channelId} ${channelOrderId}`,
    }),
    customer: one(Customer, 'id'),
    carrier: one(Carrier, 'id'),
    template: one(HandOverTemplate, 'id'),
    product: one(Product, 'sku'),
    settlement: one(Settlement, 'id'),
    invoiceData: one(Invoice, 'id', ['data']),
    creditNoteData: one(CreditNote, 'id', ['data']),
    documentsOf: many(Document, 'number', { id: 'asc' }),
    creditNotes: many(CreditNote, 'invoiceId', { id: 'asc' }, ['data']),
    lines: many(OrderLine, 'orderId', { position: 'asc' }),
    shipments: many(Shipment, 'orderId', { id: 'asc' }),
    parcels: many(Parcel, 'shipmentId', { id: 'asc' }),
    documents: many(Document, 'orderId', { id: 'asc' }),
    invoices: many(Invoice, 'orderId', { id: 'asc' }),
    payments: many(Payment, 'orderId', { id: 'asc' }),
    effects: many(Effect, 'orderId', { id: 'asc' }),
    tickets: many(Ticket, 'orderId', { id: 'asc' }),
    decisions: many(CarrierDecision, 'orderId', { decidedAt: 'asc' }),
    history: many(HistoryEntry, 'orderId', { seq: 'asc' }),
    settlementSums: new DataLoader(async (ids: readonly string[]) => {
      const sums = await settlementSums(em, ids);
      return ids.map((id) => sums.get(id)!);
    }),
    ticketHistory: many(HistoryEntry, 'ticketId', { seq: 'asc' }),
    ticketNotes: many(TicketNote, 'ticketId', { at: 'asc', id: 'asc' }),
    mergedTickets: many(Ticket, 'mergedInto', { createdAt: 'asc' }),
    checklist: one(Checklist, 'reason'),
    holdDecisions: many(HoldDecision, 'orderId', { decidedAt: 'asc' }),
    staff: one(Staff, 'id'),
    token: one(ApiToken, 'id'),
    addresses: many(CustomerAddress, 'customerId', { id: 'asc' }),
    stock: new DataLoader((skus: readonly string[]) => stockOf(em, skus)),
    orderCount: new DataLoader((customerIds: readonly string[]) => countOrders(em, customerIds)),
    newestOrders: new DataLoader((wanted: readonly NewestOrders[]) => newestOrders(em, wanted), {
      cacheKeyFn: ({ customerId, first }) => `${customerId} ${first}`,
    }),
  };
}
