import { amazonChannel } from '@kontor/connectors/channels/amazon/amazon.channel';
import type { CallLimits } from '@kontor/domain/channels/call-limits.port';
import type { IncomingOrder } from '@kontor/domain/channels/incoming-order';
import type { SalesChannel } from '@kontor/domain/channels/sales-channel.port';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';
import { decideSignals } from '@kontor/domain/orders/take-signals';
import { readOrders } from './read-orders.ts';
import { SimulatedAmazon } from './simulated-amazon.testing.ts';
import { SimulatedClock } from './simulated-clock.testing.ts';

const seconds = 1_000;
const minutes = 60 * seconds;
const hours = 60 * minutes;
const pollMs = 5 * minutes;
const signalMs = 5 * seconds;
const signalsAtOnce = 50;
const overlapMs = 2 * minutes;
const lookAfterMs = 60 * seconds;

export interface DayFigures {
  granted: SimulatedAmazon['granted'];
  /** 429s; every one is avoidable, since nobody else calls. */
  refused: number;
  /** Granted calls that brought news, told of a parcel or proved it. */
  useful: number;
  /** Orders that were known as shipped at the end. */
  proved: number;
}

/**
 * A day of an account: orders come, change, are signalled, read, polled, shipped, told and proved, by the real connector in several
 * workers that share their limits. `limitsOf` opens a worker's way to the shared limits on the simulated clock; the import is a map.
 */
export async function simulateDay(
  { orders, workers, hoursLong }: { orders: number; workers: number; hoursLong: number },
  limitsOf: (clock: SimulatedClock) => CallLimits[],
): Promise<DayFigures> {
  const clock = new SimulatedClock(new Date('2026-11-24T00:00:00Z'));
  const random = seeded(20_261_124);
  const amazon = new SimulatedAmazon(clock, random);
  const limits = limitsOf(clock);
  const channels = Array.from({ length: workers }, (_, index) => openWorker(amazon, clock, limits[index]!));
  const day = new Day(clock, amazon, channels, random);
  const end = clock.now().getTime() + hoursLong * hours;
  const isOver = (): boolean => clock.now().getTime() >= end && day.ended === orders;
  await Promise.all([
    ...Array.from({ length: orders }, (_, index) =>
      clock.run(() => day.order(`302-${index}`, arrival(random, hoursLong))),
    ),
    clock.run(() => every(clock, signalMs, isOver, () => day.takeSignals())),
    clock.run(() => every(clock, pollMs, isOver, () => day.poll())),
  ]);
  return { granted: amazon.granted, refused: amazon.refused, useful: day.useful, proved: day.ended };
}

const openWorker = (amazon: SimulatedAmazon, clock: SimulatedClock, limits: CallLimits): SalesChannel =>
  amazonChannel({
    connection: {
      endpoint: 'http://amazon.simulated',
      tokenUrl: 'http://amazon.simulated/token',
      clientId: 'client',
      clientSecret: 'secret',
      refreshToken: 'Atzr|refresh',
      sellerId: 'A1SELLER',
      marketplaceIds: ['A1PA6795UKMFR9'],
    },
    limits,
    fetch: amazon.fetch as typeof fetch,
    now: clock.now,
    sleep: clock.sleep,
  });

/** Few at night, many in the evening. */
function arrival(random: () => number, hoursLong: number): number {
  for (;;) {
    const at = random();
    if (random() < 0.35 + 0.65 * Math.sin(Math.PI * at) ** 2) return at * hoursLong * hours;
  }
}

async function every(
  clock: SimulatedClock,
  ms: number,
  isOver: () => boolean,
  act: () => Promise<void>,
): Promise<void> {
  while (!isOver()) {
    await act().catch(nextTime);
    await clock.sleep(ms);
  }
}

/** A job that the channel or our own limit stopped goes on at its next time. */
function nextTime(error: unknown): void {
  if (!(error instanceof ConnectorError)) throw error;
}

class Day {
  useful = 0;
  /** Orders that have come to their end. */
  ended = 0;
  readonly #known = new Map<string, IncomingOrder>();
  readonly #clock: SimulatedClock;
  readonly #amazon: SimulatedAmazon;
  readonly #channels: SalesChannel[];
  readonly #random: () => number;
  #cursor: Date;

  constructor(clock: SimulatedClock, amazon: SimulatedAmazon, channels: SalesChannel[], random: () => number) {
    this.#clock = clock;
    this.#amazon = amazon;
    this.#channels = channels;
    this.#random = random;
    this.#cursor = clock.now();
  }

  /** One order from its arrival to the proof that Amazon knows of its parcel. */
  async order(id: string, after: number): Promise<void> {
    await this.#clock.sleep(after);
    if (this.#random() < 0.3) {
      this.#amazon.change(id, 'PENDING');
      await this.#clock.sleep(this.#random() * 30 * minutes);
    }
    this.#amazon.change(id, 'UNSHIPPED');
    await this.#until(() => this.#known.get(id)?.status === 'unshipped');
    await this.#clock.sleep((1 + 3 * this.#random()) * hours);
    await this.#tell(id);
    await this.#clock.sleep(lookAfterMs);
    await this.#until(
      () => this.#known.get(id)?.status === 'shipped',
      () => this.#read([id]),
    );
    this.ended += 1;
  }

  async #until(isSo: () => boolean, look: () => Promise<unknown> = async () => {}): Promise<void> {
    while (!isSo()) {
      await look().catch(nextTime);
      if (!isSo()) await this.#clock.sleep(lookAfterMs);
    }
  }

  async #tell(id: string): Promise<void> {
    const report = {
      channelOrderId: id,
      marketplace: 'A1PA6795UKMFR9',
      packageReference: '1',
      parcelService: 'DHL',
      serviceLevel: 'standard' as const,
      paymentMethod: 'marketplace' as const,
      trackingNumber: `T${id}`,
      shippedAt: this.#clock.now(),
      lines: [{ channelLineId: '1', quantity: 1 }],
    };
    try {
      await this.#anyWorker.confirmShipment(report);
      this.useful += 1;
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      await this.#clock.sleep((error.retryAfter ?? 1) * seconds);
      await this.#tell(id);
    }
  }

  async takeSignals(): Promise<void> {
    const signals = [...this.#amazon.signals.values()].slice(0, signalsAtOnce);
    const known = signals.flatMap(({ channelOrderId }) => this.#known.get(channelOrderId) ?? []);
    const knownAt = new Map(known.map((order) => [order.channelOrderId, order.channelUpdatedAt]));
    const wanted = new Set(decideSignals(signals, knownAt));
    const { read, stopped } = await this.#read([...wanted]);
    for (const { channelOrderId, receipt } of signals)
      if (!wanted.has(channelOrderId) || read.has(channelOrderId)) this.#amazon.signals.delete(receipt);
    if (stopped) throw stopped;
  }

  async poll(): Promise<void> {
    const channel = this.#anyWorker;
    let next: string | null = null;
    do {
      const page = await channel.fetchOrders(new Date(this.#cursor.getTime() - overlapMs), next);
      next = page.next;
      if (this.#store(page.orders)) this.useful += 1;
      if (!next) this.#cursor = page.completeUntil;
    } while (next);
  }

  async #read(ids: string[]) {
    const reading = await readOrders(this.#anyWorker, ids);
    for (const order of reading.orders) if (this.#store([order])) this.useful += 1;
    return reading;
  }

  get #anyWorker(): SalesChannel {
    return this.#channels[Math.floor(this.#random() * this.#channels.length)]!;
  }

  /** Keeps what is newer than what is known; true when anything was. */
  #store(orders: IncomingOrder[]): boolean {
    const news = orders.filter((order) => {
      const known = this.#known.get(order.channelOrderId);
      return !known || known.channelUpdatedAt < order.channelUpdatedAt;
    });
    for (const order of news) this.#known.set(order.channelOrderId, order);
    return news.length > 0;
  }
}

/** Repeatable chance. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}
