import type { World } from '../world.ts';

/** Calls per second and burst of the official models. */
const rates = {
  searchOrders: [0.0056, 20],
  getOrder: [0.5, 30],
  confirmShipment: [2, 10],
  getReports: [0.0222, 10],
  createReport: [0.0167, 15],
  getReport: [2, 15],
  getReportDocument: [0.0167, 15],
  cancelReport: [0.0222, 10],
  getFeeds: [0.0222, 10],
  createFeed: [0.0083, 15],
  cancelFeed: [2, 15],
  getFeed: [2, 15],
  createFeedDocument: [0.5, 15],
  getFeedDocument: [0.0222, 10],
  getSubscriptions: [1, 5],
  getSubscription: [1, 5],
  createSubscription: [1, 5],
  getSubscriptionById: [1, 5],
  deleteSubscriptionById: [1, 5],
  sendTestNotification: [1, 5],
  getDestinations: [1, 5],
  createDestination: [1, 5],
  getDestination: [1, 5],
  deleteDestination: [1, 5],
  getSolicitationActionsForOrder: [1, 5],
  createProductReviewAndSellerFeedbackSolicitation: [1, 5],
  listTransactions: [0.5, 10],
} as const satisfies Record<string, readonly [number, number]>;

export type Operation = keyof typeof rates;

interface Bucket {
  tokens: number;
  at: number;
}

/** A token bucket per operation, as Amazon counts; time runs SPEED times faster here. */
export class Throttle {
  readonly #buckets = new Map<Operation, Bucket>();
  readonly #world: World;
  readonly #now: () => number;

  constructor(world: World, now: () => number = Date.now) {
    this.#world = world;
    this.#now = now;
  }

  /** Calls per second that are granted now. */
  rate(operation: Operation): number {
    return rates[operation][0] * this.#world.settings.SANDBOX_SPEED;
  }

  /** Takes a token; false when the caller is too fast. */
  take(operation: Operation): boolean {
    const burst = rates[operation][1];
    const bucket = this.#buckets.get(operation) ?? { tokens: burst, at: this.#now() };
    const tokens = Math.min(burst, bucket.tokens + ((this.#now() - bucket.at) / 1_000) * this.rate(operation));
    const granted = tokens >= 1 && !this.#world.faults.throttleAll;
    this.#buckets.set(operation, { tokens: granted ? tokens - 1 : tokens, at: this.#now() });
    if (!granted) this.#world.throttled.set(operation, (this.#world.throttled.get(operation) ?? 0) + 1);
    return granted;
  }
}
