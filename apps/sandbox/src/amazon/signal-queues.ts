import type { AddressInfo } from 'node:net';
import { randomBytes } from 'node:crypto';
import { buildApp } from 'fauxqs';
import { Chance } from '../random.ts';
import type { World } from '../world.ts';
import { accounts } from './accounts.ts';

const region = 'eu-west-1';
const owner = '000000000000';
/** Real queues forget after days; these take nothing more when nobody comes. */
const mostWaiting = 10_000;
/** How long a count of what waits is believed. */
const countedForMs = 1_000;

const nameOf = (sellerId: string): string => `orders-${sellerId}`;

export const queueArn = (sellerId: string): string => `arn:aws:sqs:${region}:${owner}:${nameOf(sellerId)}`;

/** What a consumer needs to reach a queue. */
export interface QueueAccess {
  url: string;
  region: string;
  endpoint: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** The merchants' SQS queues, one per account: at least once, sometimes twice, sometimes late. */
export class SignalQueues {
  readonly #world: World;
  readonly #server = buildApp({ logger: false, defaultRegion: region });
  readonly #chance: Chance;
  /** The last message on its way; each waits for the one before, so that none overtakes by accident. */
  #sending: Promise<void> = Promise.resolve();
  readonly #counts = new Map<string, { waiting: number; at: number }>();
  readonly #capacity: number;

  constructor(world: World, capacity = mostWaiting) {
    this.#world = world;
    this.#capacity = capacity;
    this.#chance = new Chance(world.settings.SANDBOX_SEED + 1);
  }

  async start(): Promise<void> {
    const { SANDBOX_SQS_PORT: port, SANDBOX_HOST: host } = this.#world.settings;
    await this.#server.listen({ port, host });
    for (const { sellerId } of accounts)
      await this.#ask('CreateQueue', { QueueName: nameOf(sellerId), Attributes: { VisibilityTimeout: '30' } });
  }

  async stop(): Promise<void> {
    await this.settled();
    await this.#server.close();
  }

  access(sellerId: string): QueueAccess {
    const { settings, state } = this.#world;
    const { port } = this.#server.server.address() as AddressInfo;
    const endpoint = `http://${settings.SANDBOX_PUBLIC_HOST}:${port}`;
    return {
      url: `${endpoint}/${owner}/${nameOf(sellerId)}`,
      region,
      endpoint,
      accessKeyId: state.remembered(
        `queue-key:${sellerId}`,
        () => `AKIA${randomBytes(8).toString('hex').toUpperCase()}`,
      ),
      secretAccessKey: state.remembered(`queue-secret:${sellerId}`, () => randomBytes(30).toString('base64')),
    };
  }

  /** Puts a message into the queue of this address; an unknown address swallows it, as Amazon does. */
  send(arn: string, message: object): void {
    if (this.#world.faults.take('signalLost')) return;
    this.#world.recording.keepSignal(message);
    const [name] = arn.split(':').slice(-1) as [string];
    const body = JSON.stringify(message);
    this.#sending = this.#sending.then(() => this.#deliver(name, body)).catch(() => {});
  }

  /** Every message is in its queue. */
  async settled(): Promise<void> {
    await this.#sending;
  }

  async #deliver(name: string, text: string): Promise<void> {
    if (!(await this.#hasRoom(name))) return;
    const { SANDBOX_SIGNAL_DISORDER: share } = this.#world.settings;
    const send = (late: boolean): Promise<unknown> =>
      this.#ask('SendMessage', {
        QueueUrl: `/${owner}/${name}`,
        MessageBody: text,
        ...(late ? { DelaySeconds: this.#chance.between(1, 5) } : {}),
      });
    await send(this.#chance.isLess(share));
    if (this.#chance.isLess(share)) await send(true);
  }

  /** Counts what waits, at most once a second; false for a queue that does not exist. */
  async #hasRoom(name: string): Promise<boolean> {
    const known = this.#counts.get(name);
    if (!known || known.at + countedForMs < Date.now()) {
      const { Attributes: has } = await this.#ask<{ Attributes?: Record<string, string> }>('GetQueueAttributes', {
        QueueUrl: `/${owner}/${name}`,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesDelayed'],
      });
      if (!has) return false;
      const waiting = Object.values(has).reduce((sum, n) => sum + Number(n), 0);
      this.#counts.set(name, { waiting, at: Date.now() });
    }
    const count = this.#counts.get(name)!;
    count.waiting += 1;
    return count.waiting <= this.#capacity;
  }

  async #ask<Answer>(action: string, body: object): Promise<Answer> {
    const { payload } = await this.#server.inject({
      method: 'POST',
      url: '/',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `AmazonSQS.${action}`,
      },
      payload: JSON.stringify(body),
    });
    return JSON.parse(payload || '{}') as Answer;
  }
}
