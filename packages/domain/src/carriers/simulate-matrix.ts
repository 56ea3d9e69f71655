import { daysBetween } from '../kernel/working-calendar.ts';
import type { Context } from '../kernel/transact.ts';
import { chooseCarrier, type NumberedMatrix } from './choose-carrier.ts';
import type { DecisionRecord, RoutingInput } from './decision.ts';
import { activeMatrix } from './load-matrix.ts';

/** What an order was decided on, as it was stored. */
export interface PastOrder {
  orderId: string;
  orderNumber: string;
  input: RoutingInput;
}

/** What a matrix gives an order: who ships, for how much, arriving when; null: nobody. */
export interface Outcome {
  legs: { carrierName: string; serviceName: string }[];
  cents: number;
  arrivesOn: string;
}

export type ChangeKind = 'moved' | 'repriced' | 'retimed' | 'lost' | 'gained';

/** An order that the draft treats otherwise. */
export interface OrderChange {
  orderId: string;
  orderNumber: string;
  kind: ChangeKind;
  before: Outcome | null;
  after: Outcome | null;
}

/** How often a row was chosen by either matrix. */
export interface RowUse {
  carrierCode: string;
  serviceCode: string;
  before: number;
  after: number;
}

/** A draft against the active matrix on the same past orders. */
export interface Simulation {
  orders: number;
  unchanged: number;
  moved: number;
  /** Had a carrier, would have none. */
  lost: number;
  gained: number;
  withoutCarrier: number;
  /** Of orders that both ship; minor units. */
  beforeCents: number;
  afterCents: number;
  earlier: number;
  later: number;
  /** Arrive after the promised day. */
  lateBefore: number;
  lateAfter: number;
  changes: OrderChange[];
  rows: RowUse[];
}

/** Runs both matrices over stored inputs and compares order by order (F20). Pure: nothing is decided or written. */
export function simulate(before: NumberedMatrix, after: NumberedMatrix, orders: PastOrder[]): Simulation {
  const sum = emptySum(orders.length);
  const rows = new Map<string, RowUse>();
  for (const order of orders) {
    const [was, will] = [chooseCarrier(before, order.input), chooseCarrier(after, order.input)];
    count(rows, was, 'before');
    count(rows, will, 'after');
    compare(sum, order, outcomeOf(was), outcomeOf(will));
  }
  return { ...sum, rows: [...rows.values()] };
}

const emptySum = (orders: number): Omit<Simulation, 'rows'> => ({
  orders,
  unchanged: 0,
  moved: 0,
  lost: 0,
  gained: 0,
  withoutCarrier: 0,
  beforeCents: 0,
  afterCents: 0,
  earlier: 0,
  later: 0,
  lateBefore: 0,
  lateAfter: 0,
  changes: [],
});

function count(rows: Map<string, RowUse>, { legs }: DecisionRecord, when: 'before' | 'after'): void {
  for (const { carrierCode, serviceCode } of legs) {
    const key = `${carrierCode} ${serviceCode}`;
    const row = rows.get(key) ?? { carrierCode, serviceCode, before: 0, after: 0 };
    row[when] += 1;
    rows.set(key, row);
  }
}

function outcomeOf({ legs }: DecisionRecord): Outcome | null {
  if (!legs.length) return null;
  return {
    legs: legs.map(({ carrierName, serviceName }) => ({ carrierName, serviceName })),
    cents: legs.reduce((total, leg) => total + leg.cents, 0),
    arrivesOn: legs.map((leg) => leg.arrivesOn).reduce((a, b) => (a > b ? a : b)),
  };
}

function compare(sum: Omit<Simulation, 'rows'>, order: PastOrder, before: Outcome | null, after: Outcome | null): void {
  const { promisedOn } = order.input;
  const isLate = (outcome: Outcome | null): number => (outcome && promisedOn && outcome.arrivesOn > promisedOn ? 1 : 0);
  sum.lateBefore += isLate(before);
  sum.lateAfter += isLate(after);
  if (!after) sum.withoutCarrier += 1;
  if (before && after) compareCosts(sum, before, after);
  const kind = changeOf(before, after);
  if (!kind) return void (sum.unchanged += 1);
  if (kind === 'moved' || kind === 'lost' || kind === 'gained') sum[kind] += 1;
  const { orderId, orderNumber } = order;
  sum.changes.push({ orderId, orderNumber, kind, before, after });
}

function compareCosts(sum: Omit<Simulation, 'rows'>, before: Outcome, after: Outcome): void {
  sum.beforeCents += before.cents;
  sum.afterCents += after.cents;
  const days = daysBetween(before.arrivesOn, after.arrivesOn);
  if (days < 0) sum.earlier += 1;
  if (days > 0) sum.later += 1;
}

const shippers = ({ legs }: Outcome): string =>
  legs.map(({ carrierName, serviceName }) => `${carrierName} ${serviceName}`).join(' + ');

function changeOf(before: Outcome | null, after: Outcome | null): ChangeKind | null {
  if (!before || !after) return before ? 'lost' : after ? 'gained' : null;
  if (shippers(before) !== shippers(after)) return 'moved';
  if (before.cents !== after.cents) return 'repriced';
  return before.arrivesOn === after.arrivesOn ? null : 'retimed';
}

/** Tries a version on the orders decided last, beside the active one; each order once, by its newest decision. */
export async function simulateVersion(ctx: Context, version: NumberedMatrix, last: number): Promise<Simulation> {
  return simulate(await activeMatrix(ctx), version, await lastDecided(ctx, last));
}

/** Decisions of older releases kept no items: they cannot be made again and are left out. */
async function lastDecided({ em }: Context, last: number): Promise<PastOrder[]> {
  return (await em.execute(
    `select d.order_id as "orderId", o.number as "orderNumber", d.record -> 'input' as input
       from carrier_decision d join sales_order o on o.id = d.order_id
      where jsonb_array_length(d.record -> 'input' -> 'items') > 0
        and not exists (select 1 from carrier_decision newer where newer.order_id = d.order_id
                         and (newer.decided_at, newer.id) > (d.decided_at, d.id))
      order by d.decided_at desc, d.id desc limit ?`,
    [last],
  )) as PastOrder[];
}
