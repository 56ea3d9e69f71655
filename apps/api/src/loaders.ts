import { Company } from '@kontor/domain/company/company.entity';
import { ApiToken } from '@kontor/domain/staff/api-token.entity';
import { Staff } from '@kontor/domain/staff/staff.entity';
import { Channel } from '@kontor/domain/channels/channel.entity';
import { Timer } from '@kontor/domain/timers/timer.entity';
import { Carrier, CarrierDecision } from '@kontor/domain/carriers/carrier.entity';
import { HandOverTemplate } from '@kontor/domain/carriers/hand-over-template.entity';
import { Customer, CustomerAddress } from '@kontor/domain/customers/customer.entity';
import { Document } from '@kontor/domain/documents/document.entity';
import { Effect } from '@kontor/domain/effects/effect.entity';
import { CustomerMail } from '@kontor/domain/mails/customer-mail.entity';
import { HistoryEntry } from '@kontor/domain/history/history.entity';
import { CreditNote } from '@kontor/domain/invoices/credit-note.entity';
import { Invoice } from '@kontor/domain/invoices/invoice.entity';
import { Order, OrderLine } from '@kontor/domain/orders/order.entity';
import { Product } from '@kontor/domain/products/product.entity';
import { Movement } from '@kontor/domain/settlements/movement.entity';
import { Payment, Settlement } from '@kontor/domain/settlements/settlement.entity';
import { Parcel, Shipment } from '@kontor/domain/shipments/shipment.entity';
import { HoldDecision } from '@kontor/domain/orders/hold-rule.entity';
import { Checklist } from '@kontor/domain/tickets/desk-rules.entity';
import { Ticket, TicketNote } from '@kontor/domain/tickets/ticket.entity';
import DataLoader from 'dataloader';
import { exportedFormats } from './accounting/exported.queries.ts';
import { stockOf } from './products/products.queries.ts';
import { findDays, findLimits, findMarketplaces, findMoney, type DaysWanted } from './channels/channels.queries.ts';
import { settlementSums } from '@kontor/domain/settlements/settlement-sums';
import { countOrders, newestOrders, type NewestOrders } from './customers/customers.queries.ts';
import { ordersAtChannel, type OrderAtChannel } from './orders/orders.queries.ts';
import type { EntityClass, EntityManager } from '@mikro-orm/postgresql';

/** Loads what nested fields ask for in one query per kind, however many rows ask. */
export const createLoaders = (em: EntityManager) => ({
  ...loadOrders(em),
  ...loadChannels(em),
  ...loadMoney(em),
  ...loadDesk(em),
});
export type Loaders = ReturnType<typeof createLoaders>;

/** Rows by a key that is their own, and by one that many share. */
function rowsOf(em: EntityManager) {
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
  return { one, many };
}

function loadOrders(em: EntityManager) {
  const { one, many } = rowsOf(em);
  return {
    order: one(Order, 'id'),
    company: new DataLoader(async (ids: readonly 1[]) => {
      const company = await em.findOneOrFail(Company, 1);
      return ids.map(() => company);
    }),
    customer: one(Customer, 'id'),
    carrier: one(Carrier, 'id'),
    template: one(HandOverTemplate, 'id'),
    product: one(Product, 'sku'),
    lines: many(OrderLine, 'orderId', { position: 'asc' }),
    shipments: many(Shipment, 'orderId', { id: 'asc' }),
    parcels: many(Parcel, 'shipmentId', { id: 'asc' }),
    documents: many(Document, 'orderId', { id: 'asc' }),
    effects: many(Effect, 'orderId', { id: 'asc' }),
    decisions: many(CarrierDecision, 'orderId', { decidedAt: 'asc' }),
    history: many(HistoryEntry, 'orderId', { seq: 'asc' }),
    addresses: many(CustomerAddress, 'customerId', { id: 'asc' }),
    stock: new DataLoader((skus: readonly string[]) => stockOf(em, skus)),
    orderCount: new DataLoader((customerIds: readonly string[]) => countOrders(em, customerIds)),
    newestOrders: new DataLoader((wanted: readonly NewestOrders[]) => newestOrders(em, wanted), {
      cacheKeyFn: ({ customerId, first }) => `${customerId} ${first}`,
    }),
  };
}

function loadChannels(em: EntityManager) {
  const { one } = rowsOf(em);
  return {
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
  };
}

function loadMoney(em: EntityManager) {
  const { one, many } = rowsOf(em);
  return {
    settlement: one(Settlement, 'id'),
    invoiceData: one(Invoice, 'id', ['data']),
    creditNoteData: one(CreditNote, 'id', ['data']),
    documentsOf: many(Document, 'number', { id: 'asc' }),
    creditNotes: many(CreditNote, 'invoiceId', { id: 'asc' }, ['data']),
    invoices: many(Invoice, 'orderId', { id: 'asc' }),
    exportedFormats: new DataLoader((ids: readonly string[]) => exportedFormats(em, ids)),
    payments: many(Payment, 'orderId', { id: 'asc' }),
    movements: many(Movement, 'orderId', { postedAt: 'asc', movementId: 'asc' }),
    channelMoney: new DataLoader((channelIds: readonly string[]) => findMoney(em, channelIds)),
    settlementSums: new DataLoader(async (ids: readonly string[]) => {
      const sums = await settlementSums(em, ids);
      return ids.map((id) => sums.get(id)!);
    }),
  };
}

function loadDesk(em: EntityManager) {
  const { one, many } = rowsOf(em);
  return {
    ticket: one(Ticket, 'id'),
    tickets: many(Ticket, 'orderId', { id: 'asc' }),
    ticketHistory: many(HistoryEntry, 'ticketId', { seq: 'asc' }),
    ticketMails: many(CustomerMail, 'ticketId', { receivedAt: 'asc', id: 'asc' }),
    orderMails: many(CustomerMail, 'orderId', { receivedAt: 'asc', id: 'asc' }),
    ticketNotes: many(TicketNote, 'ticketId', { at: 'asc', id: 'asc' }),
    mergedTickets: many(Ticket, 'mergedInto', { createdAt: 'asc' }),
    checklist: one(Checklist, 'reason'),
    holdDecisions: many(HoldDecision, 'orderId', { decidedAt: 'asc' }),
    staff: one(Staff, 'id'),
    token: one(ApiToken, 'id'),
  };
}
