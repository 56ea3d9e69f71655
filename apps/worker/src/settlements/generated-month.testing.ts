import type { IncomingOrder } from '@kontor/domain/channels/incoming-order';
import { anIncomingOrder } from '@kontor/domain/testing';
import type { FileRow } from './settlement-file.testing.ts';

/** A small seeded generator, so that a failure can be repeated. */
export function chance(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * limit);
  };
}

/** What must be true in the end, as the generator knows it; minor units. */
export interface Expected {
  paidInvoices: number;
  paidNotes: number;
  openCents: number;
  openItems: number;
}

/** A credit note that staff issue in the course of the month. */
export interface Credit {
  channelOrderId: string;
  grossCents: number;
}

export interface Month {
  orders: IncomingOrder[];
  settlements: { id: string; currency: string; rows: FileRow[] }[];
  credits: Credit[];
  expected: Expected;
}

/** What the generator has made so far. */
interface Draft {
  settlements: FileRow[][];
  credits: Credit[];
  expected: Expected;
  upTo(limit: number): number;
  leave(cents: number): void;
}

/** Orders of a month in two currencies with the settlements and credit notes that clear them. */
export function generateMonth(count: number, seed: number): Month {
  const upTo = chance(seed);
  const expected: Expected = { paidInvoices: 0, paidNotes: 0, openCents: 0, openItems: 0 };
  const month: Month = { orders: [], settlements: [], credits: [], expected };
  for (const [currency, share, files] of [
    ['EUR', 0.9, 5],
    ['SEK', 0.1, 3],
  ] as const) {
    const draft: Draft = {
      upTo,
      expected,
      credits: month.credits,
      settlements: Array.from({ length: files }, () => []),
      leave(cents) {
        expected.openCents += cents;
        expected.openItems += 1;
      },
    };
    const foreign = month.orders[0];
    month.orders.push(...Array.from({ length: Math.round(count * share) }, (_, n) => sell(draft, currency, n)));
    if (foreign) payTwice(draft, foreign, 'foreign');
    addStrangers(draft, currency);
    addReserves(draft);
    for (const [at, rows] of draft.settlements.entries())
      month.settlements.push({ id: `${currency}-${at + 1}`, currency, rows });
  }
  return month;
}

/** One order and what becomes of its money: splits, refunds, chargebacks, promotions, roundings, double payments. */
function sell(draft: Draft, currency: string, n: number): IncomingOrder {
  const { settlements, upTo, expected } = draft;
  const order = sold(upTo, currency);
  const at = upTo(settlements.length);
  const sale = saleRows(order, `S${n}`, upTo);
  const cents = -Math.round(order.totalCents! * 0.1545);
  settlements[at]!.push({ type: 'Order', kind: 'ItemFees', text: 'Commission', cents, orderId: order.channelOrderId });
  const kind = upTo(100);
  // Less than was invoiced: matched, and the invoice stays open with its ticket.
  if (kind >= 8 && kind < 10) settlements[at]!.push(...less(sale, 300));
  else {
    expected.paidInvoices += 1;
    if (kind < 8) split(draft, at, sale);
    else if (kind < 14) settlements[at]!.push(...less(sale, upTo(9) - 4));
    else settlements[at]!.push(...sale);
  }
  const later = Math.min(settlements.length - 1, at + upTo(2));
  if (kind >= 14 && kind < 24) refund(draft, order, `R${n}`, later);
  else if (kind === 24)
    takeBack(draft, 'Chargeback Refund', order, `C${n}`, later, -(1 + upTo(order.lines[0]!.totalCents)), true);
  else if (kind === 25) payTwice(draft, order, `again${n}`);
  return order;
}

function sold(upTo: (limit: number) => number, currency: string): IncomingOrder {
  const goods = 500 + upTo(20_000);
  const shipping = upTo(3) ? 0 : 490;
  const base = anIncomingOrder({
    status: 'shipped',
    fulfilledBy: 'marketplace',
    currency,
    totalCents: goods + shipping,
  });
  return { ...base, lines: [{ ...base.lines[0]!, quantity: 1 + upTo(3), totalCents: goods, shippingCents: shipping }] };
}

function saleRows(
  { channelOrderId: orderId, lines: [line] }: IncomingOrder,
  movement: string,
  upTo: (limit: number) => number,
): FileRow[] {
  const { totalCents, shippingCents, sku } = line!;
  const row = (kind: string, text: string, cents: number): FileRow[] =>
    cents ? [{ type: 'Order', kind, text, cents, orderId, movement, sku }] : [];
  const net = upTo(5) ? Math.round(totalCents / 1.19) : totalCents;
  const promotion = upTo(8) ? 0 : 490;
  return [
    ...row('ItemPrice', 'Principal', net),
    ...row('ItemPrice', 'Tax', totalCents - net),
    ...row('ItemPrice', 'Shipping', shippingCents + promotion),
    ...row('Promotion', 'Shipping', -promotion),
  ];
}

/** The money comes with two settlements. */
function split({ settlements }: Draft, at: number, [first, ...rest]: FileRow[]): void {
  const half = Math.floor(first!.cents / 2);
  settlements[at]!.push({ ...first!, cents: half }, ...rest);
  settlements[(at + 1) % settlements.length]!.push({ ...first!, cents: first!.cents - half });
}

const less = ([first, ...rest]: FileRow[], cents: number): FileRow[] => [
  { ...first!, cents: first!.cents - cents },
  ...rest,
];

/** Nothing is left to pay. */
function payTwice({ settlements, leave }: Draft, { channelOrderId: orderId }: IncomingOrder, movement: string): void {
  settlements[0]!.push({ type: 'Order', kind: 'ItemPrice', text: 'Principal', cents: 700, orderId, movement });
  leave(700);
}

/** Money given back: without a credit note, with one, with two of them for two refunds, a few cents off, or with a wrong one. */
function refund(draft: Draft, order: IncomingOrder, movement: string, at: number): void {
  const { upTo, credits, expected } = draft;
  const cents = 400 + upTo(order.lines[0]!.totalCents - 450);
  const back = (part: number, of: string, isLeft: boolean): void =>
    takeBack(draft, 'Refund', order, `${movement}${of}`, at, -part, isLeft);
  const credit = (grossCents: number, isCleared: boolean): void => {
    credits.push({ channelOrderId: order.channelOrderId, grossCents });
    if (isCleared) expected.paidNotes += 1;
  };
  const kind = upTo(6);
  if (kind === 0) return back(cents, '', true);
  if (kind === 1) {
    credit(cents - 300, false);
    return back(cents, '', true);
  }
  if (kind === 2) {
    for (const [of, part] of [100, cents - 100].entries()) {
      credit(part, true);
      back(part, `-${of}`, false);
    }
    return;
  }
  credit(kind === 3 ? cents + 2 : cents, true);
  back(cents, '', false);
}

function takeBack(
  { settlements, leave }: Draft,
  type: string,
  { channelOrderId: orderId }: IncomingOrder,
  movement: string,
  at: number,
  cents: number,
  isLeft: boolean,
): void {
  if (isLeft) leave(cents);
  settlements[at]!.push(
    { type, orderId, movement, kind: 'ItemPrice', text: 'Principal', cents },
    { type, orderId, movement, kind: 'ItemFees', text: 'RefundCommission', cents: -20 },
  );
}

/** Rows of orders that are not ours, rows nobody knows, and the channel's own. */
function addStrangers({ settlements, upTo, leave }: Draft, currency: string): void {
  for (const [index, file] of settlements.entries()) {
    const cents = 100 + upTo(5_000);
    file.push({
      type: 'Order',
      kind: 'ItemPrice',
      text: 'Principal',
      cents,
      orderId: `999-0000000-${currency}000${index}`,
      movement: 'X',
    });
    leave(cents);
    file.push({ type: 'other-transaction', kind: 'Zukünftiges', text: `Neu ${index} ${currency}`, cents: -123 });
    leave(-123);
    file.push({
      type: 'ServiceFee',
      kind: 'Cost of Advertising',
      text: 'TransactionTotalAmount',
      cents: -upTo(9_000) - 1,
    });
    file.push({ type: 'other-transaction', kind: 'other-transaction', text: 'Subscription Fee', cents: -3_900 });
    file.push({
      type: 'other-transaction',
      kind: 'other-transaction',
      text: 'SAFE-T Reimbursement',
      cents: upTo(900) + 1,
    });
  }
}

function addReserves({ settlements, upTo }: Draft): void {
  let held = 0;
  for (const file of settlements) {
    const row = { type: 'other-transaction', kind: 'other-transaction' };
    if (held) file.push({ ...row, text: 'Previous Reserve Amount Balance', cents: held });
    held = 1_000 + upTo(50_000);
    file.push({ ...row, text: 'Current Reserve Amount', cents: -held });
  }
}
