import { defineEntity, p } from '@mikro-orm/postgresql';
import type { PublicEvent } from './event-types.ts';

/** `stopped`: a message could not be delivered; nothing after it goes out until a person decides. */
export type EndpointState = 'active' | 'paused' | 'stopped' | 'removed';

const endpointSchema = defineEntity({
  name: 'WebhookEndpoint',
  tableName: 'webhook_endpoint',
  properties: {
    id: p.uuid().primary(),
    url: p.text(),
    description: p.text(),
    /** Empty: all of them. */
    eventTypes: p.json<PublicEvent[]>(),
    /** Sealed; shown once, when it is made. */
    secret: p.text().lazy(),
    state: p.text().$type<EndpointState>(),
    /** Position in the history: everything before it has arrived or was not wanted. */
    cursor: p.text(),
    /** Tries of the message that is next. */
    attempts: p.integer().default(0),
    nextAt: p.datetime(),
    /** The worker that sends has it until then. */
    leasedUntil: p.datetime().nullable(),
    lastError: p.text().nullable(),
    createdBy: p.text(),
    createdAt: p.datetime(),
  },
});

/** Where an accounting system hears of invoices and payments. */
export class WebhookEndpoint extends endpointSchema.class {}
endpointSchema.setClass(WebhookEndpoint);

const deliverySchema = defineEntity({
  name: 'WebhookDelivery',
  tableName: 'webhook_delivery',
  properties: {
    id: p.uuid().primary(),
    endpointId: p.uuid(),
    messageId: p.text(),
    /** The message's own position: replaying from before it sends it again. */
    cursor: p.text(),
    type: p.text(),
    state: p.text().$type<'delivered' | 'failing' | 'dead' | 'skipped'>(),
    attempts: p.integer(),
    status: p.integer().nullable(),
    error: p.text().nullable(),
    firstAt: p.datetime(),
    lastAt: p.datetime(),
  },
});

/** What became of one message at one endpoint. */
export class WebhookDelivery extends deliverySchema.class {}
deliverySchema.setClass(WebhookDelivery);
