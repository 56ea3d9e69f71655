import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { World } from '../world.ts';
import { accounts, sellsAt, type Account } from './accounts.ts';
import { ApiError, invalid } from './answers.ts';
import { changeOf, orderChangeMessage } from './order-change-message.ts';
import { parseBody } from './parse-body.ts';
import type { Query } from './query.ts';
import { queueArn, type SignalQueues } from './signal-queues.ts';

const changeTypes = ['BuyerRequestedChange', 'DeliveryTipChange', 'OrderStatusChange'] as const;
/** The types a seller may subscribe to here; the others exist but never come. */
const types = ['ORDER_CHANGE', 'REPORT_PROCESSING_FINISHED', 'FEED_PROCESSING_FINISHED', 'TRANSACTION_UPDATE'];
const needsFilter = new Set(['ORDER_CHANGE']);

const destinationBody = z.strictObject({
  name: z.string().min(1).max(256),
  resourceSpecification: z
    .strictObject({
      sqs: z
        .strictObject({
          arn: z
            .string()
            .max(1_000)
            .regex(/^arn:aws:sqs:\S+:\S+:\S+/),
        })
        .optional(),
      eventBridge: z.strictObject({ region: z.string(), accountId: z.string() }).optional(),
    })
    .refine(({ sqs, eventBridge }) => Boolean(sqs) !== Boolean(eventBridge), 'exactly one of sqs and eventBridge'),
});
const subscriptionBody = z.strictObject({
  payloadVersion: z.literal('1.0'),
  destinationId: z.string(),
  processingDirective: z
    .strictObject({
      eventFilter: z
        .strictObject({
          eventFilterType: z.enum(['ANY_OFFER_CHANGED', 'ORDER_CHANGE', 'SHIPMENT_TRACKING_MILESTONE_CHANGED']),
          orderChangeTypes: z.array(z.enum(changeTypes)).min(1).optional(),
          marketplaceIds: z.array(z.string()).optional(),
          aggregationSettings: z
            .strictObject({ aggregationTimePeriod: z.enum(['FiveMinutes', 'TenMinutes']) })
            .optional(),
        })
        .optional(),
      filterExpression: z.string().max(256).optional(),
    })
    .optional(),
});
const testBody = z.strictObject({
  destinationId: z.string().optional(),
  testNotification: z.strictObject({ payloadVersion: z.string(), testScenario: z.string().optional() }).optional(),
});

type Directive = z.infer<typeof subscriptionBody>['processingDirective'];
interface DestinationRow {
  id: string;
  name: string;
  arn: string;
}
interface SubscriptionRow {
  id: string;
  seller: string;
  type: string;
  destination: string;
  data: string;
}

const notFound = (what: string): ApiError => new ApiError(404, 'NotFound', `The ${what} was not found.`);

/** The Notifications API and what it sends: every change of an order, to whoever subscribed. */
export class Notifications {
  readonly #world: World;
  readonly #queues: SignalQueues;

  constructor(world: World, queues: SignalQueues) {
    this.#world = world;
    this.#queues = queues;
    for (const account of accounts) this.#subscribeFromTheStart(account);
    world.orderListeners.push((now, before) => {
      const change = changeOf(now, before);
      for (const subscription of this.#subscriptions('ORDER_CHANGE', now.sellerId)) {
        const filter = (JSON.parse(subscription.data) as Directive)?.eventFilter;
        const isTold =
          (!filter?.orderChangeTypes || filter.orderChangeTypes.includes(change.type)) &&
          (!filter?.marketplaceIds || filter.marketplaceIds.includes(now.order.salesChannel.marketplaceId));
        const destination = isTold ? this.#destination(subscription.destination) : undefined;
        if (destination) queues.send(destination.arn, orderChangeMessage(now, change, subscription.id));
      }
    });
  }

  createDestination(body: unknown): object {
    const { name, resourceSpecification: to } = parseBody(destinationBody, body);
    if (!to.sqs) throw invalid('EventBridge serves none of the notification types of this application.');
    if (to.sqs.arn.endsWith('.fifo')) throw invalid('A FIFO queue cannot be a destination.');
    const known = this.#world.state.get('select id from destination where arn = ?', to.sqs.arn);
    if (known) throw new ApiError(409, 'Conflict', 'A destination for this resource exists already.');
    const id = randomUUID();
    this.#world.state.run('insert into destination (id, name, arn) values (?, ?, ?)', id, name, to.sqs.arn);
    return { payload: toDestination({ id, name, arn: to.sqs.arn }) };
  }

  getDestinations(): object {
    return {
      payload: this.#world.state.all<DestinationRow>('select * from destination order by name').map(toDestination),
    };
  }

  getDestination(id: string): object {
    const found = this.#destination(id);
    if (!found) throw notFound('destination');
    return { payload: toDestination(found) };
  }

  deleteDestination(id: string): object {
    if (this.#world.state.get('select 1 from subscription where destination = ?', id))
      throw new ApiError(409, 'Conflict', 'A subscription still uses the destination.');
    if (!this.#world.state.run('delete from destination where id = ?', id)) throw notFound('destination');
    return {};
  }

  createSubscription({ sellerId, ...account }: Account, type: string, body: unknown): object {
    checkType(type);
    const { destinationId, processingDirective: directive } = parseBody(subscriptionBody, body);
    const filter = directive?.eventFilter;
    if (filter && filter.eventFilterType !== type) throw invalid('eventFilterType does not fit the notificationType.');
    if (needsFilter.has(type) && !filter?.orderChangeTypes)
      throw invalid('processingDirective.eventFilter with eventFilterType and orderChangeTypes is required.');
    const foreign = filter?.marketplaceIds?.find((id) => !sellsAt({ sellerId, ...account }, id));
    if (foreign) throw invalid(`The marketplace ${foreign} is not the seller’s.`);
    if (!this.#destination(destinationId)) throw notFound('destination');
    if (this.#subscriptions(type, sellerId).length)
      throw new ApiError(409, 'Conflict', 'The seller has a subscription of this type already.');
    return { payload: toSubscription(this.#subscribe(sellerId, type, destinationId, directive)) };
  }

  getSubscription({ sellerId }: Account, type: string): object {
    checkType(type);
    const [found] = this.#subscriptions(type, sellerId);
    if (!found) throw notFound('subscription');
    return { payload: toSubscription(found) };
  }

  getSubscriptions({ sellerId }: Account, query: Query): object {
    const type = query.notificationTypes!;
    checkType(type);
    return { payload: { subscriptions: this.#subscriptions(type, sellerId).map(toSubscription) } };
  }

  /** Grantless: any seller's subscription of the application. */
  getSubscriptionById(type: string, id: string): object {
    const found = this.#subscriptions(type).find((subscription) => subscription.id === id);
    if (!found) throw notFound('subscription');
    return { payload: toSubscription(found) };
  }

  deleteSubscription(type: string, id: string): object {
    if (!this.#world.state.run('delete from subscription where id = ? and type = ?', id, type))
      throw notFound('subscription');
    return {};
  }

  sendTest(type: string, body: unknown): object {
    checkType(type);
    const { destinationId } = parseBody(testBody, body);
    const destination = destinationId ? this.#destination(destinationId) : undefined;
    if (!destination) throw invalid('Invalid Input, recheck that the AppId and DestinationId are valid.');
    this.#queues.send(destination.arn, {
      notificationVersion: '1.0',
      notificationType: type,
      payloadVersion: '1.0',
      eventTime: new Date().toISOString(),
      payload: {},
      notificationMetadata: { applicationId: 'test', subscriptionId: 'test', notificationId: randomUUID() },
    });
    return {};
  }

  /** In this world the merchant's subscription stands from the start. */
  #subscribeFromTheStart({ sellerId }: Account): void {
    const { state } = this.#world;
    if (state.get('select 1 from fact where key = ?', `subscribed:${sellerId}`)) return;
    state.remembered(`subscribed:${sellerId}`, () => 'yes');
    const id = randomUUID();
    state.run('insert into destination (id, name, arn) values (?, ?, ?)', id, `orders ${sellerId}`, queueArn(sellerId));
    const orderChangeTypes = ['BuyerRequestedChange' as const, 'OrderStatusChange' as const];
    this.#subscribe(sellerId, 'ORDER_CHANGE', id, {
      eventFilter: { eventFilterType: 'ORDER_CHANGE', orderChangeTypes },
    });
  }

  #subscribe(seller: string, type: string, destination: string, directive: Directive): SubscriptionRow {
    const row = { id: randomUUID(), seller, type, destination, data: JSON.stringify(directive ?? null) };
    const sql = 'insert into subscription (id, seller, type, destination, data) values (?, ?, ?, ?, ?)';
    this.#world.state.run(sql, row.id, seller, type, destination, row.data);
    return row;
  }

  #subscriptions(type: string, seller?: string): SubscriptionRow[] {
    const rows = this.#world.state.all<SubscriptionRow>('select * from subscription where type = ?', type);
    return rows.filter((row) => !seller || row.seller === seller);
  }

  #destination(id: string): DestinationRow | undefined {
    return this.#world.state.get<DestinationRow>('select * from destination where id = ?', id);
  }
}

function checkType(type: string): void {
  if (!types.includes(type)) throw invalid(`${type} is not a notification type of this application.`);
}

const toDestination = ({ id, name, arn }: DestinationRow): object => ({
  name,
  destinationId: id,
  resource: { sqs: { arn } },
});

const toSubscription = ({ id, destination, data }: SubscriptionRow): object => {
  const directive = JSON.parse(data) as Directive | null;
  return {
    subscriptionId: id,
    payloadVersion: '1.0',
    destinationId: destination,
    ...(directive ? { processingDirective: directive } : {}),
  };
};
