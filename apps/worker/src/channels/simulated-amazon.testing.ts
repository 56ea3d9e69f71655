import type { ChangeSignal } from '@kontor/domain/channels/sales-channel.port';
import type { SimulatedClock } from './simulated-clock.testing.ts';

/** Calls per second and burst as the official models state them. */
const rates = { searchOrders: [0.0056, 20], getOrder: [0.5, 30], confirmShipment: [2, 10] } as const;
type Operation = keyof typeof rates;

interface WireOrder {
  orderId: string;
  createdAt: number;
  updatedAt: number;
  status: 'PENDING' | 'UNSHIPPED' | 'SHIPPED';
  tracking: string | null;
}

const visibleAfterMs = 2 * 60_000;
const pageSize = 100;
const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  Response.json(body, { status, headers });

/**
 * An Amazon account on a simulated clock, spoken to through `fetch`: token buckets of the official rates, orders that change, a signal for
 * each change (some twice). It counts what it granted and refused.
 */
export class SimulatedAmazon {
  readonly granted: Record<Operation, number> = { searchOrders: 0, getOrder: 0, confirmShipment: 0 };
  refused = 0;
  /** Signals that nobody has forgotten. */
  readonly signals = new Map<string, ChangeSignal>();
  readonly #clock: SimulatedClock;
  readonly #random: () => number;
  readonly #orders = new Map<string, WireOrder>();
  readonly #buckets = new Map<Operation, { tokens: number; at: number }>();
  #receipts = 0;

  constructor(clock: SimulatedClock, random: () => number) {
    this.#clock = clock;
    this.#random = random;
  }

  change(orderId: string, status: WireOrder['status'], tracking: string | null = null): void {
    const now = this.#clock.now().getTime();
    const createdAt = this.#orders.get(orderId)?.createdAt ?? now;
    // Kept in the sequence of their changes, which is that of a search.
    this.#orders.delete(orderId);
    this.#orders.set(orderId, { orderId, createdAt, updatedAt: now, status, tracking });
    for (let copies = this.#random() < 0.05 ? 2 : 1; copies > 0; copies -= 1) {
      const receipt = String((this.#receipts += 1));
      this.signals.set(receipt, { channelOrderId: orderId, at: new Date(now), receipt });
    }
  }

  /** Takes the place of the network: each call needs its own time to arrive. */
  fetch = async (input: URL, init: RequestInit): Promise<Response> => {
    if (input.pathname.endsWith('/token')) return json({ access_token: 'Atza|1', expires_in: 3_600 });
    await this.#clock.sleep(this.#random() * 200);
    const [operation, answer] = this.#route(input, init);
    const limit = { 'x-amzn-RateLimit-Limit': String(rates[operation][0]) };
    if (!this.#take(operation)) {
      this.refused += 1;
      return json({ errors: [{ code: 'QuotaExceeded', message: 'You exceeded your quota' }] }, 429, limit);
    }
    this.granted[operation] += 1;
    const body = answer();
    return body === null ? new Response(null, { status: 204, headers: limit }) : json(body, 200, limit);
  };

  #route({ pathname, searchParams }: URL, { body }: RequestInit): [Operation, () => object | null] {
    const orderId = decodeURIComponent(pathname.split('/')[4] ?? '');
    if (pathname.endsWith('/shipmentConfirmation'))
      return ['confirmShipment', () => this.#confirm(orderId, String(body))];
    if (orderId) return ['getOrder', () => ({ order: toWire(this.#orders.get(orderId)!) })];
    return ['searchOrders', () => this.#search(searchParams)];
  }

  #take(operation: Operation): boolean {
    const [rate, burst] = rates[operation];
    const now = this.#clock.now().getTime();
    const { tokens, at } = this.#buckets.get(operation) ?? { tokens: burst, at: now };
    const filled = Math.min(burst, tokens + ((now - at) / 1_000) * rate);
    this.#buckets.set(operation, { tokens: filled >= 1 ? filled - 1 : filled, at: now });
    return filled >= 1;
  }

  #confirm(orderId: string, body: string): null {
    const { packageDetail } = JSON.parse(body) as { packageDetail: { trackingNumber: string } };
    this.change(orderId, 'SHIPPED', packageDetail.trackingNumber);
    return null;
  }

  #search(query: URLSearchParams): object {
    const until = this.#clock.now().getTime() - visibleAfterMs;
    const after = Number(query.get('paginationToken')) || Date.parse(query.get('lastUpdatedAfter')!);
    const found = [...this.#orders.values()].filter(({ updatedAt }) => updatedAt > after && updatedAt <= until);
    const page = found.slice(0, pageSize);
    const nextToken = found.length > pageSize ? String(page.at(-1)!.updatedAt) : undefined;
    return { orders: page.map(toWire), pagination: { nextToken }, lastUpdatedBefore: new Date(until).toISOString() };
  }
}

const toWire = ({ orderId, createdAt, updatedAt, status, tracking }: WireOrder): object => ({
  orderId,
  createdTime: new Date(createdAt).toISOString(),
  lastUpdatedTime: new Date(updatedAt).toISOString(),
  salesChannel: { channelName: 'Amazon.de', marketplaceId: 'A1PA6795UKMFR9' },
  fulfillment: { fulfillmentStatus: status, fulfilledBy: 'MERCHANT' },
  proceeds: { grandTotal: { amount: '19.99', currencyCode: 'EUR' } },
  orderItems: [{ orderItemId: '1', quantityOrdered: 1, product: { sellerSku: 'SKU-1', title: 'Kabel' } }],
  packages: tracking ? [{ packageReferenceId: '1', trackingNumber: tracking, carrier: 'DHL' }] : [],
});
