import type { Order } from '@kontor/domain/orders/order.entity';
import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { explainDecision } from '../carriers/explain-decision.ts';
import { CarrierDecisionType } from '../carriers/decision.type.ts';
import { ChannelType } from '../channels/channel.type.ts';
import type { ApiContext } from '../context.ts';
import { LanguageEnum } from '../enums.ts';
import { toHistory } from '../history.ts';
import { CustomerType } from '../customers/customer.type.ts';
import { DocumentType } from '../documents/document.type.ts';
import { EffectType } from '../effects/effect.type.ts';
import { HistoryEntryType } from '../history.type.ts';
import { InvoiceType, PaymentType } from '../invoices/invoice.type.ts';
import { rateOfArticle } from '../products/rate-of-article.ts';
import { AddressType, MoneyType } from '../scalars.ts';
import { MovementType } from '../settlements/movement.type.ts';
import { ShipmentType } from '../shipments/shipment.type.ts';
import { TicketType } from '../tickets/ticket.type.ts';
import { HoldDecisionType } from './hold-rule.type.ts';
import { OrderLineType, OrderPartType, OrderType } from './order.type.ts';

/** Shown while the channel withholds the address. */
const unknownAddress: AddressType = { name: '', street: '', postcode: '', city: '', country: '' };

@Resolver(() => OrderType)
export class OrderFieldsResolver {
  @FieldResolver(() => ChannelType)
  channel(@Root() order: Order, @Ctx() { loaders }: ApiContext): Promise<unknown> {
    return loaders.channel.load(order.channelId);
  }

  @FieldResolver(() => MoneyType)
  total(@Root() { totalCents: amount, currency }: Order): MoneyType {
    return { amount, currency };
  }

  @FieldResolver(() => String)
  customerName(@Root() order: Order): string {
    return order.buyerName ?? order.shippingAddress?.name ?? '';
  }

  @FieldResolver(() => Boolean)
  business(@Root() order: Order): boolean {
    return order.isBusiness || Boolean(order.buyerVatId ?? order.buyerCompany);
  }

  @FieldResolver(() => MoneyType, { nullable: true, description: 'Given back at the channel so far.' })
  refunded(@Root() { refundedCents: amount, currency }: Order): MoneyType | null {
    return amount ? { amount, currency } : null;
  }

  @FieldResolver(() => OrderType, {
    nullable: true,
    description: 'The order that this one replaces, where it is known.',
  })
  replacedOrder(@Root() { channelId, replaces }: Order, @Ctx() { loaders }: ApiContext): Promise<unknown> | null {
    return replaces ? loaders.orderAtChannel.load({ channelId, channelOrderId: replaces }) : null;
  }

  @FieldResolver(() => [OrderPartType], { description: 'Shipments of their own, beside the one with the rest.' })
  parts(@Root() { parts }: Order): OrderPartType[] {
    return (parts ?? []).map((part) => ({
      units: Object.entries(part).map(([sku, quantity]) => ({ sku, quantity })),
    }));
  }

  @FieldResolver(() => Boolean)
  cancelRequested(@Root() order: Order): boolean {
    return Boolean(order.cancelRequestedAt);
  }

  @FieldResolver(() => AddressType)
  shippingAddress(@Root() order: Order): AddressType {
    return order.shippingAddress ?? unknownAddress;
  }

  @FieldResolver(() => AddressType, { nullable: true, description: 'As the channel gave it last; never rewritten.' })
  channelAddress(@Root() order: Order): AddressType | null {
    return order.channelAddress ?? null;
  }

  @FieldResolver(() => [HoldDecisionType], { description: 'What the hold rules said, oldest first.' })
  async holdDecisions(@Root() order: Order, @Ctx() { loaders }: ApiContext): Promise<HoldDecisionType[]> {
    const decisions = await loaders.holdDecisions.load(order.id);
    return decisions.map(({ id, decidedAt, held, record }) => ({ id, decidedAt, held, findings: record.findings }));
  }

  @FieldResolver(() => [OrderLineType])
  async lines(@Root() order: Order, @Ctx() context: ApiContext): Promise<OrderLineType[]> {
    const { loaders } = context;
    const lines = await loaders.lines.load(order.id);
    const products = await Promise.all(lines.map((line) => loaders.product.load(line.sku)));
    const { currency, shippingAddress } = order;
    const rates = await Promise.all(
      products.map((product) => product && rateOfArticle(context, product, shippingAddress?.country)),
    );
    return lines.map(({ id, position, sku, title, quantity, soldQuantity, totalCents, shippingCents }, index) => ({
      id,
      position,
      sku,
      title,
      quantity,
      total: { amount: totalCents, currency },
      shipping: { amount: shippingCents, currency },
      known: Boolean(products[index]),
      added: soldQuantity === 0,
      vatPermille: rates[index] ?? null,
    }));
  }

  @FieldResolver(() => CustomerType, { nullable: true })
  customer(@Root() order: Order, @Ctx() { loaders }: ApiContext): Promise<unknown> | null {
    return order.customerId ? loaders.customer.load(order.customerId) : null;
  }

  @FieldResolver(() => CarrierDecisionType, { nullable: true })
  async carrierDecision(
    @Root() order: Order,
    @Ctx() { loaders }: ApiContext,
    @Arg('language', () => LanguageEnum, { defaultValue: 'en', description: 'Of the words.' }) language: 'de' | 'en',
  ): Promise<CarrierDecisionType | null> {
    const decision = (await loaders.decisions.load(order.id)).at(-1);
    return decision ? explainDecision(decision, language) : null;
  }

  @FieldResolver(() => [ShipmentType])
  shipments(@Root() order: Order, @Ctx() { loaders }: ApiContext): Promise<unknown> {
    return loaders.shipments.load(order.id);
  }

  @FieldResolver(() => [DocumentType])
  documents(@Root() order: Order, @Ctx() { loaders }: ApiContext): Promise<unknown> {
    return loaders.documents.load(order.id);
  }

  @FieldResolver(() => [InvoiceType])
  invoices(@Root() order: Order, @Ctx() { loaders }: ApiContext): Promise<unknown> {
    return loaders.invoices.load(order.id);
  }

  @FieldResolver(() => [PaymentType])
  async payments(@Root() order: Order, @Ctx() { loaders }: ApiContext): Promise<PaymentType[]> {
    const payments = await loaders.payments.load(order.id);
    const settlements = await Promise.all(payments.map((payment) => loaders.settlement.load(payment.settlementId)));
    return payments.map(({ id, amountCents: amount, currency, at }, index) => ({
      id,
      at,
      amount: { amount, currency },
      settlement: settlements[index]?.settlementId ?? '',
    }));
  }

  @FieldResolver(() => [MovementType], { description: 'Money as the channel shows it near-time, oldest first.' })
  async movements(@Root() order: Order, @Ctx() { loaders }: ApiContext): Promise<MovementType[]> {
    const movements = await loaders.movements.load(order.id);
    const paidBy = await Promise.all(
      movements.map(({ settlementId }) => settlementId && loaders.settlement.load(settlementId)),
    );
    return movements.map(({ channelId, movementId, type, status, postedAt, amountCents: amount, currency }, index) => ({
      id: `${channelId}/${movementId}`,
      type,
      status,
      postedAt,
      amount: { amount, currency },
      settlement: (paidBy[index] || null)?.settlementId ?? null,
    }));
  }

  @FieldResolver(() => [EffectType])
  effects(@Root() order: Order, @Ctx() { loaders }: ApiContext): Promise<unknown> {
    return loaders.effects.load(order.id);
  }

  @FieldResolver(() => [TicketType])
  tickets(@Root() order: Order, @Ctx() { loaders }: ApiContext): Promise<unknown> {
    return loaders.tickets.load(order.id);
  }

  @FieldResolver(() => [HistoryEntryType])
  async history(@Root() order: Order, @Ctx() { loaders }: ApiContext): Promise<HistoryEntryType[]> {
    return toHistory(await loaders.history.load(order.id), loaders);
  }
}
