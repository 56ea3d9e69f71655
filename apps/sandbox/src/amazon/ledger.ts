import { randomUUID } from 'node:crypto';
import type { World } from '../world.ts';
import type { StoredOrder } from './amazon-order.ts';

/** One component of a movement, minor units, + is the seller's. */
export interface MoneyRow {
  /** Amazon's amount-type and amount-description. */
  type: string;
  description: string;
  cents: number;
  orderItemId?: string;
  sku?: string;
  quantity?: number;
  promotionId?: string;
}

/** A movement of money: what the finances show at once and a settlement later. */
export interface Movement {
  id: string;
  sellerId: string;
  /** The word of the finances. */
  transactionType: 'Shipment' | 'Refund' | 'GuaranteeClaim' | 'Chargeback' | 'ServiceFee';
  /** The word of the settlement file. */
  settlementType: 'Order' | 'Refund' | 'A-to-z Guarantee Refund' | 'Chargeback Refund' | 'ServiceFee';
  description: string;
  postedAt: string;
  marketplaceId: string;
  orderId?: string;
  shipmentId?: string;
  adjustmentId?: string;
  fulfillment?: 'MFN' | 'AFN';
  rows: MoneyRow[];
  /** The settlement that pays it, when it is closed. */
  settlementId?: string;
}

type Line = StoredOrder['lines'][0];

/** Ways back for the buyer's money, in the words of settlement and finances. */
const claims = {
  Refund: { settlementType: 'Refund', description: 'Order Refund' },
  GuaranteeClaim: { settlementType: 'A-to-z Guarantee Refund', description: 'A-to-z Guarantee Claim' },
  Chargeback: { settlementType: 'Chargeback Refund', description: 'Chargeback Refund' },
} as const;

const commissionShare = 0.1545;
const shippingFeeShare = 0.15;
const promotionId = 'PLM-Frühjahr-versandkostenfrei';

export const netOf = (gross: number, permille: number): number => Math.round((gross * 1_000) / (1_000 + permille));

/** The part of a sum that falls on `count` units after `done` of `all` units; all parts add up to the sum. */
const partOf = (sum: number, done: number, count: number, all: number): number =>
  Math.round((sum * (done + count)) / all) - Math.round((sum * done) / all);

/** What the seller gets for some units of a line that were shipped. Pure. */
export function shipmentRows(line: Line, done: number, count: number): MoneyRow[] {
  const { grossCents, quantity, vatPermille, orderItemId, sku } = line;
  const goods = partOf(grossCents, done, count, quantity);
  const net = netOf(grossCents / quantity, vatPermille) * count;
  const shipping = partOf(line.shippingCents, done, count, quantity);
  const shippingNet = netOf(shipping, vatPermille);
  const discount = partOf(line.discountCents ?? 0, done, count, quantity);
  const row = (type: string, description: string, cents: number, more: Partial<MoneyRow> = {}): MoneyRow[] =>
    cents === 0 ? [] : [{ type, description, cents, orderItemId, sku, quantity: count, ...more }];
  return [
    ...row('ItemPrice', 'Principal', net),
    ...row('ItemPrice', 'Tax', goods - net),
    ...row('ItemPrice', 'Shipping', shippingNet),
    ...row('ItemPrice', 'ShippingTax', shipping - shippingNet),
    ...row('Promotion', 'Shipping', -discount, { promotionId }),
    ...row('ItemFees', 'Commission', -Math.round(goods * commissionShare)),
    ...row('ItemFees', 'ShippingHB', -Math.round((shipping - discount) * shippingFeeShare)),
  ];
}

/** What a refund takes from the seller: gross amounts of one line; a part of the commission comes back. Pure. */
export function refundRows(line: Line, goodsCents: number, shippingCents: number): MoneyRow[] {
  const { orderItemId, sku, vatPermille } = line;
  const net = netOf(goodsCents, vatPermille);
  const shippingNet = netOf(shippingCents, vatPermille);
  const commission = Math.round(goodsCents * commissionShare);
  const row = (type: string, description: string, cents: number): MoneyRow[] =>
    cents === 0 ? [] : [{ type, description, cents: cents + 0, orderItemId, sku }];
  return [
    ...row('ItemPrice', 'Principal', -net),
    ...row('ItemPrice', 'Tax', net - goodsCents),
    ...row('ItemPrice', 'Shipping', -shippingNet),
    ...row('ItemPrice', 'ShippingTax', shippingNet - shippingCents),
    ...row('ItemFees', 'Commission', commission),
    ...row('ItemFees', 'RefundCommission', -Math.min(500, Math.round(commission * 0.2))),
  ];
}

/** What the buyer has paid for a line and not got back yet, gross minor units. */
export function stillPaid(movements: Movement[], orderItemId: string): { goodsCents: number; shippingCents: number } {
  const rows = movements.flatMap((movement) => movement.rows).filter((row) => row.orderItemId === orderItemId);
  const sum = (...wanted: string[]): number =>
    rows
      .filter(({ type, description }) => wanted.includes(`${type}/${description}`))
      .reduce((total, { cents }) => total + cents, 0);
  return {
    goodsCents: sum('ItemPrice/Principal', 'ItemPrice/Tax'),
    shippingCents: sum('ItemPrice/Shipping', 'ItemPrice/ShippingTax', 'Promotion/Shipping'),
  };
}

export const totalOf = (rows: MoneyRow[]): number => rows.reduce((sum, { cents }) => sum + cents, 0);

const fulfilled = (stored: StoredOrder | undefined, orderItemId: string): number =>
  stored?.order.orderItems.find((item) => item.orderItemId === orderItemId)?.fulfillment?.quantityFulfilled ?? 0;

/** The books of all sellers. */
export class Ledger {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
    world.orderListeners.push((now, before) => this.#bookShipped(now, before));
  }

  /** Books a movement; it takes part in the next settlement of its seller. */
  book(movement: Omit<Movement, 'id' | 'postedAt'>): Movement {
    const postedAt = new Date(this.#world.marketplaceNow()).toISOString();
    const booked = { ...movement, id: randomUUID(), postedAt };
    this.#world.state.run(
      'insert into money (id, seller, order_id, posted_at, data) values (?, ?, ?, ?, ?)',
      booked.id,
      booked.sellerId,
      booked.orderId ?? null,
      Date.parse(booked.postedAt),
      JSON.stringify(booked),
    );
    return booked;
  }

  /** The buyer gets everything back that is still paid, without the seller having done anything; undefined when nothing is. */
  claimBack(stored: StoredOrder, kind: keyof typeof claims): Movement | undefined {
    const movements = this.ofOrder(stored.order.orderId);
    const rows = stored.lines.flatMap((line) => {
      const { goodsCents, shippingCents } = stillPaid(movements, line.orderItemId);
      return refundRows(line, goodsCents, shippingCents);
    });
    return rows.length ? this.#giveBack(stored, kind, rows) : undefined;
  }

  refund(stored: StoredOrder, rows: MoneyRow[]): Movement {
    return this.#giveBack(stored, 'Refund', rows);
  }

  /** Divides a movement that is still open: the first rows stay in it, the others become one of their own, which is given. */
  divide(movement: Movement, rowsThatStay: number): Movement {
    const { id: _, postedAt: __, ...rest } = movement;
    const kept = { ...movement, rows: movement.rows.slice(0, rowsThatStay) };
    this.#world.state.run('update money set data = ? where id = ?', JSON.stringify(kept), movement.id);
    movement.rows = kept.rows;
    return this.book({ ...rest, rows: rest.rows.slice(rowsThatStay) });
  }

  #giveBack(stored: StoredOrder, kind: keyof typeof claims, rows: MoneyRow[]): Movement {
    const adjustmentId = `amzn1:crow:${randomUUID()}`;
    return this.book({ ...baseOf(stored), ...claims[kind], transactionType: kind, adjustmentId, rows });
  }

  ofOrder(orderId: string): Movement[] {
    return this.#read('where order_id = ? order by posted_at', orderId);
  }

  /** What no settlement has paid yet. */
  open(sellerId: string): Movement[] {
    return this.#read('where seller = ? and settlement is null order by posted_at, id', sellerId);
  }

  settle(movements: Movement[], settlementId: string): void {
    for (const { id } of movements)
      this.#world.state.run('update money set settlement = ? where id = ?', settlementId, id);
  }

  /** Movements posted from an instant to another, oldest first, after a position. */
  posted(sellerId: string, from: number, until: number, after: { at: number; id: string }, limit: number): Movement[] {
    return this.#read(
      'where seller = ? and posted_at >= ? and posted_at < ? and (posted_at, id) > (?, ?) order by posted_at, id limit ?',
      sellerId,
      from,
      until,
      after.at,
      after.id,
      limit,
    );
  }

  #read(where: string, ...values: (string | number)[]): Movement[] {
    const rows = this.#world.state.all<{ data: string; settlement: string | null }>(
      `select data, settlement from money ${where}`,
      ...values,
    );
    return rows.map(({ data, settlement }) => ({
      ...(JSON.parse(data) as Movement),
      ...(settlement ? { settlementId: settlement } : {}),
    }));
  }

  #bookShipped(now: StoredOrder, before: StoredOrder | undefined): void {
    const rows = now.lines.flatMap((line) => {
      const done = fulfilled(before, line.orderItemId);
      const count = fulfilled(now, line.orderItemId) - done;
      return count > 0 ? shipmentRows(line, done, count) : [];
    });
    if (rows.length)
      this.book({
        ...baseOf(now),
        transactionType: 'Shipment',
        settlementType: 'Order',
        description: 'Order Payment',
        shipmentId: `D${randomUUID().replaceAll('-', '').slice(0, 8)}`,
        rows,
      });
  }
}

const baseOf = ({ sellerId, order }: StoredOrder) => ({
  sellerId,
  orderId: order.orderId,
  marketplaceId: order.salesChannel.marketplaceId,
  fulfillment: order.fulfillment!.fulfilledBy === 'AMAZON' ? ('AFN' as const) : ('MFN' as const),
});
