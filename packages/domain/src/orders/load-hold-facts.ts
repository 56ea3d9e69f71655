import type { EntityManager } from '@mikro-orm/postgresql';
import type { Address } from '../kernel/address.ts';
import { by, grouped, readOnly, sqlArray } from '../kernel/batch.ts';
import { Product } from '../products/product.entity.ts';
import type { HoldTerms } from './decide-hold.ts';
import type { HoldFacts, HoldLine, Twin } from './hold-checks.ts';
import { HoldRule } from './hold-rule.entity.ts';
import { OrderLine, type Order } from './order.entity.ts';

/** Every rule as it stands now. */
export const loadHoldRules = async (em: EntityManager): Promise<HoldTerms[]> =>
  (await em.find(HoldRule, {}, { ...readOnly, orderBy: { priority: 'asc', reason: 'asc' } })).map((rule) => ({
    ...rule,
    channelId: rule.channelId ?? null,
  }));

/** What the rules look at, read once for a batch; shortages are known later and come from the caller. */
export interface HoldSight {
  linesOf(orderId: string): OrderLine[];
  isKnown(sku: string): boolean;
  factsOf(order: Order, address: Address | null): Omit<HoldFacts, 'shortages'>;
}

/** Reads lines, prices and, where a rule asks for them, orders with the same basket. */
export async function loadHoldSight(em: EntityManager, orders: Order[], rules: HoldTerms[]): Promise<HoldSight> {
  const ids = orders.map((order) => order.id);
  const linesOf = grouped(
    await em.find(OrderLine, { orderId: { $in: ids } }, { ...readOnly, orderBy: { position: 'asc' } }),
    (line) => line.orderId,
  );
  const skus = [...new Set(ids.flatMap((id) => linesOf(id).map((line) => line.sku)))];
  const products = by(await em.find(Product, { sku: { $in: skus } }, readOnly), (product) => product.sku);
  const twins = await loadTwins(em, ids, rules);
  const servedCountries = await loadServed(em, rules);
  return {
    linesOf,
    isKnown: (sku) => products.has(sku),
    factsOf: (order, address) => ({
      remark: order.remark ?? null,
      giftMessage: order.giftMessage ?? null,
      cancelRequestedAt: order.cancelRequestedAt ?? null,
      address,
      placedAt: order.placedAt,
      totalCents: soldTotal(order, linesOf(order.id)),
      currency: order.currency,
      isReplacement: Boolean(order.replaces),
      lines: linesOf(order.id).map((line) => toHoldLine(line, products.get(line.sku))),
      servedCountries,
      twins: twins.get(order.id) ?? [],
    }),
  };
}

/** A line as it was sold: what a person has changed or added since has no price of the channel. */
const toHoldLine = (line: OrderLine, product: Product | undefined): HoldLine => ({
  sku: line.sku,
  quantity: line.soldQuantity,
  totalCents: line.soldCents,
  known: Boolean(product),
  listCents: product?.priceCents ?? null,
});

/** The order's value as the channel sold it. */
const soldTotal = (order: Order, lines: OrderLine[]): number =>
  lines.reduce((total, line) => total - line.totalCents + line.soldCents, order.totalCents);

/** Where the matrix in force ships to; read only where a rule asks for it. */
async function loadServed(em: EntityManager, rules: HoldTerms[]): Promise<string[]> {
  if (
    !rules.some(({ reason, active, params }) => reason === 'country_not_served' && active && !params.countries?.length)
  )
    return [];
  const rows = (await em.execute(
    `select distinct jsonb_path_query(terms, '$.services[*] ? (@.active == true).tariffs[*].zones[*].countries[*]') #>> '{}' as country
       from matrix_version where state = 'active' order by country`,
  )) as { country: string }[];
  return rows.map(({ country }) => country);
}

/**
 * Orders that came before, of the same customer with the same basket as sold, within the longest time that a rule asks for: of two the
 * first may run, whichever of them was placed first.
 */
async function loadTwins(em: EntityManager, orderIds: string[], rules: HoldTerms[]): Promise<Map<string, Twin[]>> {
  const asking = rules.filter((rule) => rule.reason === 'suspected_duplicate' && rule.active);
  if (!asking.length || !orderIds.length) return new Map();
  const minutes = Math.max(...asking.map((rule) => rule.params.withinMinutes ?? 60));
  const rows = (await em.execute(
    `with basket as (select order_id, string_agg(sku || '×' || sold_quantity, ' ' order by sku, sold_quantity) as goods
                       from order_line where sold_quantity > 0 and order_id in (
                         select o.id from sales_order o join sales_order mine on mine.customer_id = o.customer_id
                          where mine.id = any(?::uuid[])
                            and abs(extract(epoch from o.placed_at - mine.placed_at)) <= ? * 60) group by order_id)
     select mine.id as of, o.number as "order", o.placed_at as "placedAt"
       from sales_order mine join sales_order o on o.customer_id = mine.customer_id and o.id <> mine.id
       join basket a on a.order_id = mine.id join basket b on b.order_id = o.id and b.goods = a.goods
      where mine.id = any(?::uuid[]) and o.station <> 'cancelled' and o.replaces is null and mine.replaces is null
        and (o.created_at, o.placed_at, o.number) < (mine.created_at, mine.placed_at, mine.number)
        and o.placed_at between mine.placed_at - make_interval(mins => ?) and mine.placed_at + make_interval(mins => ?)
      order by o.placed_at`,
    [sqlArray(orderIds), minutes, sqlArray(orderIds), minutes, minutes],
  )) as (Twin & { of: string })[];
  return new Map(
    [...Map.groupBy(rows, (row) => row.of)].map(([of, twins]) => [
      of,
      twins.map(({ order, placedAt }) => ({ order, placedAt: new Date(placedAt) })),
    ]),
  );
}
