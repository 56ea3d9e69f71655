import type { Context } from '@kontor/domain/kernel/transact';
import type { Secrets } from '@kontor/domain/kernel/secrets';
import { leaseEndpoint, noteAnswer, returnEndpoint, type Answer } from '@kontor/domain/webhooks/deliver';
import { messageOf, signedHeaders, type Message } from '@kontor/domain/webhooks/message';
import type { WebhookEndpoint } from '@kontor/domain/webhooks/webhook.entity';
import type { Fact } from '@kontor/domain/history/fact';
import type { Log } from '@kontor/platform/log';
import { startRounds } from '../rounds.ts';

/** What sending needs; `page` reads the history behind a cursor in commit-safe order. */
export interface Dispatching {
  newContext(actor?: string): Context;
  history: { page(since: string): Promise<Fact[]> };
  post(post: { url: string; headers: Record<string, string>; body: string }): Promise<Answer>;
  secrets: Secrets;
  log: Log;
}

const pollMs = 500;
/** Pages before another endpoint gets its turn. */
const pagesAtOnce = 4;

/** Sends what endpoints have not heard yet, each in order, one message at a time; gives the number of endpoints it worked on. */
export async function dispatchWebhooks(on: Dispatching): Promise<number> {
  let worked = 0;
  for (; worked < 100; worked += 1) {
    const lease = await leaseEndpoint(on.newContext());
    if (!lease) break;
    await serve(on, lease);
  }
  return worked;
}

async function serve(on: Dispatching, lease: WebhookEndpoint): Promise<void> {
  let { cursor } = lease;
  const secret = on.secrets.open(lease.secret!);
  for (let page = 0; page < pagesAtOnce; page += 1) {
    const events = await on.history.page(cursor);
    for (const event of events) {
      const message = wanted(lease, event);
      if (message && !(await send(on, lease, secret, event.cursor, message))) return;
      ({ cursor } = event);
    }
    if (!events.length) break;
  }
  const ctx = on.newContext();
  await returnEndpoint(ctx, lease, cursor, new Date(ctx.now().getTime() + pollMs));
}

function wanted({ eventTypes }: WebhookEndpoint, event: Fact): Message | null {
  const message = messageOf(event);
  return message && (!eventTypes.length || (eventTypes as string[]).includes(message.type)) ? message : null;
}

async function send(
  on: Dispatching,
  lease: WebhookEndpoint,
  secret: string,
  cursor: string,
  message: Message,
): Promise<boolean> {
  const ctx = on.newContext();
  const answer = await on.post({
    url: lease.url,
    headers: signedHeaders(message, secret, ctx.now()),
    body: message.body,
  });
  if (answer.problem)
    on.log.warn({ endpoint: lease.id, message: message.id, problem: answer.problem }, 'webhook not taken');
  return noteAnswer(ctx, lease, cursor, message, answer);
}

/** Dispatches until it is stopped. */
export const startWebhooks = (on: Dispatching): { stop(): Promise<void> } =>
  startRounds('webhooks', async () => (await dispatchWebhooks(on)) > 0, { restMs: pollMs, log: on.log });
