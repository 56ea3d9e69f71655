import { changeOrder, saveOrder } from '../amazon/order-store.ts';
import { hour, minute } from '../settings.ts';
import type { World } from '../world.ts';
import { Buyers } from './buyers.ts';
import { makeCatalogue } from './catalogue.ts';
import { makeOrder, type OrderKind } from './make-order.ts';

const special: OrderKind[] = [
  'remark',
  'unknownSku',
  'incompleteAddress',
  'cancelRequest',
  'fba',
  'business',
  'oversize',
];
const pendingShare = 0.1;
const paceMs = 250;

/** The buyers' life: orders come, pending ones are paid, some want to cancel, the marketplace ships its own. */
export class Population {
  readonly #world: World;
  readonly #catalogue = makeCatalogue();
  readonly #buyers: Buyers;
  #pace: NodeJS.Timeout | undefined;
  #owed = 0;

  constructor(world: World) {
    this.#world = world;
    this.#buyers = new Buyers(world.chance);
    world.timers.on<{ id: string }>('unpend', ({ id }) => this.#unpend(id));
    world.timers.on<{ id: string }>('cancel-request', ({ id }) => this.#requestCancelling(id));
    world.timers.on<{ id: string }>('self-cancel', ({ id }) => void this.#changeUnshipped(id, 'CANCELLED'));
    world.timers.on<{ id: string }>('fba-ships', ({ id }) => void this.#changeUnshipped(id, 'SHIPPED'));
  }

  start(): void {
    const perTick = (this.#world.settings.SANDBOX_ORDERS_PER_MINUTE * paceMs) / minute;
    this.#pace = setInterval(() => {
      this.#owed += perTick;
      const count = Math.min(Math.floor(this.#owed), this.#room());
      this.#owed -= Math.floor(this.#owed);
      if (count > 0)
        this.#world.state.atomically(() => Array.from({ length: count }, () => this.order(this.#chooseKind())));
    }, paceMs);
  }

  stop(): void {
    clearInterval(this.#pace);
  }

  /** Places one order of a kind now and gives its id. */
  order(kind: OrderKind): string {
    const { chance, timers } = this.#world;
    const stored = makeOrder(
      chance,
      this.#catalogue,
      kind === 'business' ? this.#buyers.business() : this.#buyers.next(),
      kind,
    );
    const { orderId: id } = stored.order;
    const atOnce = kind === 'cancelRequest' && chance.isLess(0.5);
    if (atOnce) requestCancelling(stored.order.orderItems);
    saveOrder(this.#world, stored);
    this.#world.state.nextNumber('orders', 1);
    const later = (low: number, high: number): number => this.#world.real(low + chance.next() * (high - low));
    if (kind === 'pending') timers.set(`unpend:${id}`, 'unpend', later(2 * minute, 15 * minute), { id });
    if (kind === 'fba') timers.set(`fba:${id}`, 'fba-ships', later(5 * minute, 30 * minute), { id });
    if (kind === 'cancelRequest' && !atOnce)
      timers.set(`wants-out:${id}`, 'cancel-request', later(minute, 6 * minute), { id });
    if (kind === 'cancelRequest' && chance.isLess(0.5))
      timers.set(`out:${id}`, 'self-cancel', later(30 * minute, hour), { id });
    return id;
  }

  #room(): number {
    return this.#world.settings.SANDBOX_ORDERS_MAX - this.created();
  }

  created(): number {
    return this.#world.state.get<{ n: number }>('select count(*) as n from amazon_order')!.n;
  }

  #chooseKind(): OrderKind {
    const { chance, settings } = this.#world;
    if (chance.isLess(settings.SANDBOX_SPECIAL_SHARE)) return chance.pick(special);
    return chance.isLess(pendingShare) ? 'pending' : 'plain';
  }

  /** Most payments come through; one in twenty does not. */
  #unpend(id: string): void {
    const to = this.#world.chance.isLess(0.05) ? 'CANCELLED' : 'UNSHIPPED';
    changeOrder(this.#world, id, ['PENDING'], ({ order }) => (order.fulfillment!.fulfillmentStatus = to));
  }

  #requestCancelling(id: string): void {
    changeOrder(this.#world, id, ['UNSHIPPED'], ({ order }) => requestCancelling(order.orderItems));
  }

  #changeUnshipped(id: string, to: 'CANCELLED' | 'SHIPPED'): boolean {
    return changeOrder(this.#world, id, ['UNSHIPPED'], ({ order }) => {
      order.fulfillment!.fulfillmentStatus = to;
      for (const item of order.orderItems)
        if (to === 'SHIPPED')
          item.fulfillment = { ...item.fulfillment!, quantityFulfilled: item.quantityOrdered, quantityUnfulfilled: 0 };
    });
  }
}

function requestCancelling(items: { cancellation?: object }[]): void {
  for (const item of items)
    item.cancellation = { cancellationRequest: { requester: 'BUYER', cancelReason: 'BUYER_CANCEL_REQUEST' } };
}
