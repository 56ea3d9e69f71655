import { accounts, type Account, type Marketplace } from '../amazon/accounts.ts';
import { euro, type OrderItem, type StoredOrder } from '../amazon/amazon-order.ts';
import { changeOrder, saveOrder } from '../amazon/order-store.ts';
import { hour, minute } from '../settings.ts';
import type { World } from '../world.ts';
import { Buyers, type Buyer } from './buyers.ts';
import { makeCatalogue } from './catalogue.ts';
import { basketOf, makeOrder, makeTwin, type OrderKind } from './make-order.ts';

/** What a caller may say about an order it wants placed. */
export interface Wish {
  sellerId?: string;
  marketplaceId?: string;
  /** An old order that comes late: its delivery window ended so many days ago. */
  deliveredDaysAgo?: number;
  /** Express, with its price, or not; else by chance. */
  express?: boolean;
}

const special: OrderKind[] = [
  'remark',
  'duplicate',
  'unknownSku',
  'incompleteAddress',
  'cancelRequest',
  'fba',
  'business',
  'businessPlain',
  'oversize',
  'multi',
  'promotion',
  'lateData',
];
const pendingShare = 0.1;
/** Of the special ones; exchanges are a few per mille of them. */
const replacementShare = 0.1;
const exchangeShare = 0.004;
const lateShare = 0.03;
const secondMarketplaceShare = 0.4;
const paceMs = 250;

/** The buyers' life: orders come, pending ones are paid, some want to cancel, the marketplace ships its own. */
export class Population {
  readonly #world: World;
  readonly #catalogue = makeCatalogue();
  readonly #buyers: Buyers;
  readonly #bought = new Set<string>();
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
        this.#world.state.atomically(() =>
          Array.from({ length: count }, () => this.order(this.#chooseKind(), this.#chooseWish())),
        );
    }, paceMs);
  }

  stop(): void {
    clearInterval(this.#pace);
  }

  /** Places one order of a kind now and gives its id; of a duplicate the second one's. */
  order(kind: OrderKind, wish: Wish = {}): string {
    const { chance, faults, real } = this.#world;
    const stored = this.#make(kind, wish);
    if (faults.take('taxMissing')) withoutTax(stored.order.orderItems);
    if (faults.take('latePersonalData')) stored.personalFrom = Date.now() + real(hour);
    const wantsOutAtOnce = kind === 'cancelRequest' && chance.isLess(0.5);
    if (wantsOutAtOnce) requestCancelling(stored.order.orderItems);
    const placed = kind === 'duplicate' ? [stored, makeTwin(chance, stored)] : [stored];
    for (const one of placed) saveOrder(this.#world, one);
    this.#world.state.nextNumber('orders', placed.length);
    this.#planLife(kind, stored.order.orderId, wantsOutAtOnce);
    return placed.at(-1)!.order.orderId;
  }

  /** Who comes back buys something else: only a duplicate looks like one. */
  #make(kind: OrderKind, wish: Wish): StoredOrder {
    const { chance, real } = this.#world;
    const isExchange = kind === 'replacement' || kind === 'exchange';
    const make = (buyer: Buyer): StoredOrder =>
      makeOrder(chance, this.#catalogue, buyer, kind, {
        ...placeOf(wish),
        now: this.#world.marketplaceNow(),
        deliveredDaysAgo: wish.deliveredDaysAgo,
        express: wish.express,
        ...(isExchange ? { original: this.#shippedOrder(wish) } : {}),
        personalFrom: Date.now() + real(20 * minute + chance.next() * 40 * minute),
      });
    const stored = make(kind === 'business' ? this.#buyers.business() : this.#buyers.next());
    const isTwin = this.#bought.has(basketOf(stored));
    this.#bought.add(basketOf(stored));
    return isTwin && !isExchange ? make(this.#buyers.fresh()) : stored;
  }

  #planLife(kind: OrderKind, id: string, wantsOutAlready: boolean): void {
    const { chance, timers } = this.#world;
    const later = (low: number, high: number): number => this.#world.real(low + chance.next() * (high - low));
    if (kind === 'pending') timers.set(`unpend:${id}`, 'unpend', later(2 * minute, 15 * minute), { id });
    if (kind === 'fba') timers.set(`fba:${id}`, 'fba-ships', later(5 * minute, 30 * minute), { id });
    if (kind === 'cancelRequest' && !wantsOutAlready)
      timers.set(`wants-out:${id}`, 'cancel-request', later(minute, 6 * minute), { id });
    if (kind === 'cancelRequest' && chance.isLess(0.5))
      timers.set(`out:${id}`, 'self-cancel', later(30 * minute, hour), { id });
  }

  /** The youngest order of the seller that the merchant has shipped: what a replacement replaces. */
  #shippedOrder({ sellerId = accounts[0].sellerId }: Wish): StoredOrder | undefined {
    const row = this.#world.state.get<{ data: string }>(
      `select data from amazon_order where status = 'SHIPPED' and json_extract(data, '$.sellerId') = ?
          and json_extract(data, '$.order.fulfillment.fulfilledBy') = 'MERCHANT'
          and json_extract(data, '$.order.associatedOrders') is null
        order by updated_at desc limit 1`,
      sellerId,
    );
    return row && (JSON.parse(row.data) as StoredOrder);
  }

  #room(): number {
    return this.#world.settings.SANDBOX_ORDERS_MAX - this.created();
  }

  created(): number {
    return this.#world.state.get<{ n: number }>('select count(*) as n from amazon_order')!.n;
  }

  #chooseKind(): OrderKind {
    const { chance, settings } = this.#world;
    if (chance.isLess(settings.SANDBOX_SPECIAL_SHARE)) {
      if (chance.isLess(exchangeShare)) return 'exchange';
      return chance.isLess(replacementShare) ? 'replacement' : chance.pick(special);
    }
    return chance.isLess(pendingShare) ? 'pending' : 'plain';
  }

  /** A part is the second seller's; where special orders are wanted, some are old ones that come late. */
  #chooseWish(): Wish {
    const { chance, settings } = this.#world;
    const [first, second] = accounts;
    const { sellerId, marketplaces } = chance.isLess(settings.SANDBOX_SECOND_SELLER_SHARE) ? second : first;
    const isAbroad = chance.isLess(secondMarketplaceShare);
    const isLate = settings.SANDBOX_SPECIAL_SHARE > 0 && chance.isLess(lateShare);
    return {
      sellerId,
      marketplaceId: (isAbroad ? (marketplaces[1] ?? marketplaces[0]) : marketplaces[0]).id,
      ...(isLate ? { deliveredDaysAgo: chance.between(4, 20) } : {}),
    };
  }

  /** Most payments come through; one in twenty does not. */
  #unpend(id: string): void {
    const to = this.#world.chance.isLess(0.05) ? 'CANCELLED' : 'UNSHIPPED';
    changeOrder(this.#world, id, ['PENDING'], ({ order }) => {
      order.fulfillment!.fulfillmentStatus = to;
      if (to === 'CANCELLED') executeCancelling(order.orderItems, 'AMAZON', 'PAYMENT_DECLINED');
    });
  }

  #requestCancelling(id: string): void {
    changeOrder(this.#world, id, ['UNSHIPPED'], ({ order }) => requestCancelling(order.orderItems));
  }

  #changeUnshipped(id: string, to: 'CANCELLED' | 'SHIPPED'): boolean {
    return changeOrder(this.#world, id, ['UNSHIPPED'], ({ order }) => {
      order.fulfillment!.fulfillmentStatus = to;
      if (to === 'CANCELLED') executeCancelling(order.orderItems, 'BUYER', 'BUYER_CANCELED');
      for (const item of order.orderItems)
        if (to === 'SHIPPED')
          item.fulfillment = { ...item.fulfillment!, quantityFulfilled: item.quantityOrdered, quantityUnfulfilled: 0 };
    });
  }
}

function withoutTax(items: OrderItem[]): void {
  for (const [index, { proceeds }] of items.entries())
    proceeds!.breakdowns = proceeds!.breakdowns.flatMap((part) => {
      if (part.type !== 'TAX') return [part];
      return index === 0 ? [{ ...part, subtotal: euro(0) }] : [];
    });
}

function requestCancelling(items: OrderItem[]): void {
  for (const item of items)
    item.cancellation = { cancellationRequest: { requester: 'BUYER', cancelReason: 'BUYER_CANCEL_REQUEST' } };
}

function executeCancelling(items: OrderItem[], cancelledBy: string, cancelReason: string): void {
  for (const item of items)
    item.cancellation = { ...item.cancellation, cancellationExecution: { cancelledBy, cancelReason } };
}

/** The account and marketplace of a wish; without one it is the first seller's first. */
function placeOf({ sellerId, marketplaceId }: Wish): { account: Account; marketplace: Marketplace } {
  const account: Account = accounts.find((known) => known.sellerId === sellerId) ?? accounts[0];
  const marketplace = account.marketplaces.find(({ id }) => id === marketplaceId) ?? account.marketplaces[0]!;
  return { account, marketplace };
}
