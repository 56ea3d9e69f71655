import { checkEInvoice } from '@kontor/connectors/formats/e-invoice/check-e-invoice';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { postWebhook } from '@kontor/connectors/webhooks/post-webhook';
import { creditInvoice } from '@kontor/domain/invoices/credit-invoices';
import type { Answer } from '@kontor/domain/webhooks/deliver';
import {
  continueEndpoint,
  createEndpoint,
  pauseEndpoint,
  replayEndpoint,
  skipMessage,
} from '@kontor/domain/webhooks/manage-endpoints';
import { WebhookDelivery, WebhookEndpoint } from '@kontor/domain/webhooks/webhook.entity';
import { HistoryFollower } from '@kontor/platform/follow-history';
import { secretsWith } from '@kontor/platform/secrets';
import { untilFollowable } from '@kontor/platform/testing';
import { openLog } from '@kontor/platform/log';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { settle, sold } from '../settlements/statements.testing.ts';
import { chance } from '../settlements/generated-month.testing.ts';
import { openTestWorld, type TestWorld } from '../testing.ts';
import { booksOf, freePort, startConsumer } from './run-consumer.testing.ts';
import { dispatchWebhooks, type Dispatching } from './dispatch-webhooks.ts';

const secrets = secretsWith('a key of this installation, for tests');
let world: TestWorld;
let history: HistoryFollower;
beforeAll(async () => {
  world = await openTestWorld();
  history = new HistoryFollower(world.url);
});
afterAll(async () => {
  await history.close();
  await world.close();
});

beforeEach(() => world.rows(`update webhook_endpoint set state = 'removed'`));

type Post = Parameters<Dispatching['post']>[0];
const dispatching = (post: Dispatching['post']): Dispatching => ({
  newContext: world.ctx,
  history,
  secrets,
  log: openLog('test', 'silent'),
  post,
});
const taken: Answer = { status: 204, problem: null, isGone: false };
const refused: Answer = { status: 500, problem: 'answered 500', isGone: false };
const clerk = () => world.ctx('staff:1');
const later = (ms: number): Date => (world.clock.now = new Date(world.clock.now.getTime() + ms));
const idOf = (post: Post): string => post.headers['webhook-id']!;
const open = async (o: { eventTypes?: string[]; url?: string; cursor?: string } = {}) =>
  createEndpoint(clerk(), {
    url: 'https://books.example/hook',
    description: '',
    eventTypes: [],
    cursor: (await followable(), await history.head()),
    secrets,
    ...o,
  });

const followable = (): Promise<void> => untilFollowable(world.rows);

/** One invoice that is paid. */
async function business(): Promise<void> {
  const orderId = await sold(world);
  await world.settle();
  await settle(world, [
    { orderId, amountCents: 3_986 },
    { amountType: 'ItemFees', amountDescription: 'Commission', amountCents: -598 },
  ]);
  await followable();
}

/** One invoice that is cancelled before it is paid. */
async function cancelledBusiness(): Promise<void> {
  const channelOrderId = await sold(world);
  await world.settle();
  const [invoice] = await world.rows<{ id: string }>(
    'select i.id from invoice i join sales_order o on o.id = i.order_id where o.channel_order_id = ?',
    [channelOrderId],
  );
  await creditInvoice(clerk(), { invoiceId: invoice!.id, wish: { kind: 'rest' }, reason: 'cancelled' }, checkEInvoice);
  await world.settle();
  await followable();
}

/** Dispatches until nothing is due. */
async function drain(post: Dispatching['post']): Promise<Post[]> {
  const posts: Post[] = [];
  const on = dispatching((of) => (posts.push(of), post(of)));
  for (let idle = 0; idle < 2;) {
    later(600);
    const before = posts.length;
    await dispatchWebhooks(on);
    idle = posts.length === before ? idle + 1 : 0;
  }
  return posts;
}

test('an endpoint hears what it wants, in order, once; its secret is nowhere to be read', async () => {
  const { endpoint, secret } = await open({ eventTypes: ['invoice.issued', 'payment.booked'] });
  await business();
  const posts = await drain(async () => taken);
  expect(posts.map(({ body }) => (JSON.parse(body) as { type: string }).type)).toEqual([
    'invoice.issued',
    'payment.booked',
  ]);
  expect(await drain(async () => taken)).toEqual([]);
  const [row] = await world.rows('select secret, cursor from webhook_endpoint where id = ?', [endpoint.id]);
  expect(JSON.stringify(row)).not.toContain(secret.slice(6, 20));
  expect(JSON.stringify(posts)).not.toContain(secret);
  expect(await world.ctx().em.count(WebhookDelivery, { endpointId: endpoint.id, state: 'delivered' })).toBe(2);
});

test('what is not taken is tried again later and later; nothing overtakes it; then it stops with a ticket', async () => {
  const { endpoint } = await open({ eventTypes: ['invoice.issued', 'invoice.paid'] });
  await business();
  const tries: string[] = [];
  const on = dispatching(async (post) => (tries.push(idOf(post)), refused));
  await dispatchWebhooks(on);
  later(1_000);
  await dispatchWebhooks(on);
  expect(tries.filter((id) => id === tries[0])).toHaveLength(1);
  for (let n = 0; n < 14; n += 1) {
    later(12 * 3_600_000);
    await dispatchWebhooks(on);
  }
  expect([tries.length, new Set(tries).size]).toEqual([13, 1]);
  const stopped = await world.ctx().em.findOneOrFail(WebhookEndpoint, endpoint.id);
  expect(stopped).toMatchObject({ state: 'stopped', lastError: 'answered 500' });
  const tickets = () => world.rows(`select 1 from ticket where reason = 'webhook_stopped' and status = 'open'`);
  expect(await tickets()).toHaveLength(1);
  await continueEndpoint(clerk(), endpoint.id);
  expect(await tickets()).toHaveLength(0);
  // From where it stopped, with the same id.
  const posts = await drain(async () => taken);
  expect(posts.map(idOf)[0]).toBe(tries[0]);
  expect(posts).toHaveLength(2);
});

test('a message may be left out, a past may be heard again, and a pause is a pause', async () => {
  await followable();
  const since = await history.head();
  const { endpoint } = await open({ eventTypes: ['invoice.issued', 'invoice.paid'] });
  await business();
  await drain(async () => ({ ...refused, isGone: true }));
  await skipMessage(clerk(), endpoint.id);
  const rest = await drain(async () => taken);
  expect(rest).toHaveLength(1);
  await replayEndpoint(clerk(), { endpointId: endpoint.id, cursor: since });
  await pauseEndpoint(clerk(), endpoint.id);
  expect(await drain(async () => taken)).toEqual([]);
  await continueEndpoint(clerk(), endpoint.id);
  const again = await drain(async () => taken);
  expect(again).toHaveLength(2);
  expect(again.at(-1)!.body).toBe(rest[0]!.body);
  await expect(replayEndpoint(clerk(), { endpointId: endpoint.id, cursor: 'yesterday' })).rejects.toMatchObject({
    code: 'cursor_invalid',
  });
});

test('two workers at once never send the same message', async () => {
  const { endpoint } = await open();
  await business();
  later(1_000);
  const ids: string[] = [];
  const slow = dispatching(async (post) => {
    ids.push(idOf(post));
    await new Promise((resolve) => setTimeout(resolve, 10));
    return taken;
  });
  await Promise.all([dispatchWebhooks(slow), dispatchWebhooks(slow), dispatchWebhooks(slow)]);
  await pauseEndpoint(clerk(), endpoint.id);
  expect(ids.length).toBeGreaterThan(3);
  expect(new Set(ids).size).toBe(ids.length);
});

test('addresses and types that cannot be are refused', async () => {
  for (const url of ['ftp://x.example', 'not an address', 'https://user:word@x.example'])
    await expect(open({ url })).rejects.toMatchObject({ code: 'endpoint_invalid' });
  await expect(open({ eventTypes: ['order.held'] })).rejects.toMatchObject({ details: { unknown: 'order.held' } });
});

test('a consumer that is killed at random ends with our ledger, to the cent', { timeout: 300_000 }, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kontor-consumer-'));
  const file = path.join(folder, 'ledger.jsonl');
  const port = await freePort();
  const { secret } = await open({ url: `http://127.0.0.1:${port}/hook`, cursor: '0:0' });
  const upTo = chance(11);
  const tries: string[] = [];
  const on = dispatching((post) => (tries.push(idOf(post)), postWebhook(post, { allowPrivate: true })));
  for (let n = 0; n < 8; n += 1) {
    await (n % 3 ? business() : cancelledBusiness());
    // Each of them has four messages or more.
    const consumer = await startConsumer(file, port, secret, [1 + upTo(3), n % 2 ? 'unwritten' : 'unanswered']);
    const dead = once(consumer, 'exit');
    later(3_600_000);
    await dispatchWebhooks(on);
    expect((await dead)[1]).toBe('SIGKILL');
  }
  const consumer = await startConsumer(file, port, secret);
  await followable();
  later(3_600_000);
  await drain(on.post);
  consumer.kill('SIGKILL');
  const ours = await world.rows<{ account: string; cents: string }>(
    `select account, sum(cents)::text as cents from (select debit as account, amount_cents as cents from ledger_entry
       union all select credit, -amount_cents from ledger_entry) e group by 1 order by 1`,
  );
  const { balances, messages } = booksOf(file);
  expect(balances).toEqual(Object.fromEntries(ours.map(({ account, cents }) => [account, Number(cents)])));
  // What was lost half-way came again; in order, each taken once.
  expect(tries.length).toBeGreaterThanOrEqual(messages.length + 8);
  expect(messages.map(Number)).toEqual(messages.map(Number).toSorted((a, b) => a - b));
  expect(new Set(messages).size).toBe(messages.length);
  rmSync(folder, { recursive: true });
});
