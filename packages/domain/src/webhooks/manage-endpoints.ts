import { randomBytes } from 'node:crypto';
import { LockMode } from '@mikro-orm/core';
import { newId } from '../kernel/id.ts';
import { Rejection } from '../kernel/rejection.ts';
import type { Secrets } from '../kernel/secrets.ts';
import { transact, type Context, type Transaction } from '../kernel/transact.ts';
import { closeTickets } from '../tickets/close-ticket.ts';
import { publicEvents, type PublicEvent } from './event-types.ts';
import { WebhookDelivery, WebhookEndpoint } from './webhook.entity.ts';
import type { WebhookChanged } from './webhook.events.ts';

export interface NewEndpoint {
  url: string;
  description: string;
  eventTypes: string[];
}

/** The ticket of an endpoint that stopped. */
export const stoppedCause = (endpointId: string): string => `webhook:${endpointId}`;

/** Makes an endpoint that hears everything after `cursor`; gives its secret, this once. Throws Rejection for a bad address or type. */
export function createEndpoint(
  ctx: Context,
  { cursor, secrets, ...wanted }: NewEndpoint & { cursor: string; secrets: Secrets },
): Promise<{ endpoint: WebhookEndpoint; secret: string }> {
  return transact(ctx, async (tx) => {
    const checked = check(wanted);
    const secret = `whsec_${randomBytes(32).toString('base64')}`;
    const endpoint = tx.em.create(WebhookEndpoint, {
      id: newId(),
      ...checked,
      secret: secrets.seal(secret),
      state: 'active',
      cursor,
      attempts: 0,
      nextAt: tx.now(),
      createdBy: tx.actor,
      createdAt: tx.now(),
    });
    note(tx, endpoint, 'created');
    return { endpoint, secret };
  });
}

function check({ url, description, eventTypes }: NewEndpoint): {
  url: string;
  description: string;
  eventTypes: PublicEvent[];
} {
  const target = URL.parse(url);
  const isAddress = target && ['http:', 'https:'].includes(target.protocol) && !target.username && !target.password;
  if (!isAddress || url.length > 500) throw new Rejection('endpoint_invalid', { field: 'url' });
  const unknown = eventTypes.find((type) => !(publicEvents as string[]).includes(type));
  if (unknown !== undefined) throw new Rejection('endpoint_invalid', { field: 'eventTypes', unknown });
  return { url: target.href, description: description.trim().slice(0, 200), eventTypes: eventTypes as PublicEvent[] };
}

/** Changes address, description and types; the secret and the position stay. */
export function changeEndpoint(
  ctx: Context,
  { endpointId, ...wanted }: NewEndpoint & { endpointId: string },
): Promise<WebhookEndpoint> {
  return withEndpoint(ctx, endpointId, 'changed', (endpoint) => Object.assign(endpoint, check(wanted)));
}

export function pauseEndpoint(ctx: Context, endpointId: string): Promise<WebhookEndpoint> {
  return withEndpoint(ctx, endpointId, 'paused', (endpoint) => (endpoint.state = 'paused'));
}

export function removeEndpoint(ctx: Context, endpointId: string): Promise<WebhookEndpoint> {
  return withEndpoint(ctx, endpointId, 'removed', (endpoint) => (endpoint.state = 'removed'));
}

/** Goes on with the message that is next, at once; also after a stop. */
export function continueEndpoint(ctx: Context, endpointId: string): Promise<WebhookEndpoint> {
  return withEndpoint(ctx, endpointId, 'continued', (endpoint, tx) => goOn(endpoint, tx));
}

/** Sends everything after a position again, in the same sequence with the same message ids. */
export async function replayEndpoint(
  ctx: Context,
  { endpointId, cursor }: { endpointId: string; cursor: string },
): Promise<WebhookEndpoint> {
  if (!/^\d{1,19}:\d{1,18}$/.test(cursor)) throw new Rejection('cursor_invalid');
  return withEndpoint(ctx, endpointId, 'replayed', (endpoint, tx) => goOn(Object.assign(endpoint, { cursor }), tx));
}

/** Leaves the message that stopped the endpoint out and goes on after it. Throws Rejection when nothing stopped it. */
export function skipMessage(ctx: Context, endpointId: string): Promise<WebhookEndpoint> {
  return withEndpoint(ctx, endpointId, 'skipped', async (endpoint, tx) => {
    const dead = await tx.em.findOne(WebhookDelivery, { endpointId, state: 'dead' }, { orderBy: { lastAt: 'desc' } });
    if (endpoint.state !== 'stopped' || !dead) throw new Rejection('delivery_not_found');
    dead.state = 'skipped';
    goOn(Object.assign(endpoint, { cursor: dead.cursor }), tx);
  });
}

const goOn = (endpoint: WebhookEndpoint, tx: Transaction): WebhookEndpoint =>
  // Without a lease, so that a worker that is sending right now cannot move the position any more.
  Object.assign(endpoint, { state: 'active', attempts: 0, nextAt: tx.now(), lastError: null, leasedUntil: null });

function withEndpoint(
  ctx: Context,
  endpointId: string,
  what: WebhookChanged['what'],
  change: (endpoint: WebhookEndpoint, tx: Transaction) => unknown,
): Promise<WebhookEndpoint> {
  return transact(ctx, async (tx) => {
    const endpoint = await tx.em.findOne(WebhookEndpoint, endpointId, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!endpoint || endpoint.state === 'removed') throw new Rejection('endpoint_not_found');
    await change(endpoint, tx);
    if (endpoint.state !== 'stopped') await closeTickets(tx, [stoppedCause(endpointId)], 'clarified');
    note(tx, endpoint, what);
    return endpoint;
  });
}

const note = (tx: Transaction, { id }: WebhookEndpoint, what: WebhookChanged['what']): void =>
  tx.record({ type: 'WebhookChanged', endpointId: id, what } satisfies WebhookChanged);
