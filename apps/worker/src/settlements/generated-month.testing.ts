import type { IncomingOrder } from '@kontor/domain/channels/incoming-order';
import { anIncomingOrder } from '@kontor/domain/testing';

/** A small seeded generator, so that a failure can be repeated. */
export function chance(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * limit);
  };
}

export interface FileRow {
  type: string;
  kind: string;
  text: string;
  cents: number;
  orderId?: string;
  movement?: string;
  sku?: string;
}

/** What must be true in the end, as the generator knows it; minor units. */
export interface Expected {
  paidInvoices: number;
  openCents: number;
  openItems: number;
}

export interface Month {
  orders: IncomingOrder[];
  settlements: FileRow[][];
  expected: Expected;
}

const titles = [
  'settlement-id', 'settlement-start-date', 'settlement-end-date', 'deposit-date', 'total-amount', 'currency', 'transaction-type',
  'order-id', 'merchant-order-id', 'adjustment-id', 'shipment-id', 'marketplace-name', 'amount-type', 'amount-description', 'amount',
  'posted-date-time', 'sku', 'quantity-purchased',
]; // prettier-ignore

/** Writes a settlement as Amazon does: German with decimal comma in cp1252, or English in UTF-8. */
export function writeFile(id: string, rows: FileRow[], german: boolean): Buffer {
  const plain = (cents: number): string =>
    `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;
  const amount = (cents: number): string => (german ? plain(cents).replace('.', ',') : plain(cents));
  const day = Number(id.split('-')[1]) * 7 - 6;
  const instant = (of: number): string => {
    const [date, time] = new Date(Date.UTC(2026, 0, of, 12)).toISOString().split('T') as [string, string];
    const [y, m, d] = date.split('-');
    return german ? `${d}.${m}.${y} ${time.slice(0, 8)} UTC` : `${date}T${time.slice(0, 8)}+00:00`;
  };
  const line = (values: Record<string, string>): string => titles.map((title) => values[title] ?? '').join('\t');
  const head = {
    'settlement-id': id,
    'settlement-start-date': instant(day),
    'settlement-end-date': instant(day + 7),
    'deposit-date': instant(day + 9),
    'total-amount': amount(rows.reduce((sum, row) => sum + row.cents, 0)),
    currency: 'EUR',
  };
  const text = [
    titles.join('\t'),
    line(head),
    ...rows.map((row) =>
      line({
        'settlement-id': id,
        'transaction-type': row.type,
        'order-id': row.orderId ?? '',
        [row.type === 'Order' ? 'shipment-id' : 'adjustment-id']: row.movement ?? '',
        'amount-type': row.kind,
        'amount-description': row.text,
        amount: amount(row.cents),
        'posted-date-time': instant(day + 1),
        sku: row.sku ?? '',
      }),
    ),
  ].join('\r\n');
  return Buffer.from(text, german ? 'latin1' : 'utf8');
}

/** Orders of a month with the settlements that pay them: splits, refunds, chargebacks, promotions, roundings, strangers, reserves. */
export function generateMonth(count: number, seed: number, files = 5): Month {
  const upTo = chance(seed);
  const settlements: FileRow[][] = Array.from({ length: files }, () => []);
  const expected: Expected = { paidInvoices: 0, openCents: 0, openItems: 0 };
  const leave = (cents: number): void => {
    expected.openCents += cents;
    expected.openItems += 1;
  };
  const orders = Array.from({ length: count }, (_, n) => {
    const order = sold(upTo);
    const at = upTo(files);
    const sale = saleRows(order, `S${n}`, upTo);
    const fees = {
      type: 'Order',
      kind: 'ItemFees',
      text: 'Commission',
      cents: -Math.round(order.totalCents! * 0.1545),
      orderId: order.channelOrderId,
    };
    settlements[at]!.push(fees);
    const kind = upTo(100);
    if (kind < 8) return split(order, settlements, at, sale, expected);
    if (kind < 10) return short(order, settlements[at]!, sale, 300, leave);
    if (kind < 14) return rounded(order, settlements[at]!, sale, expected, upTo);
    settlements[at]!.push(...sale);
    expected.paidInvoices += 1;
    const back = settlements[Math.min(files - 1, at + upTo(2))]!;
    if (kind < 22) back.push(...takenBack('Refund', order, n, upTo, leave));
    else if (kind < 23) back.push(...takenBack('Chargeback Refund', order, n, upTo, leave));
    else if (kind < 24) {
      // Paid twice: the second time nothing is left to pay.
      back.push({
        type: 'Order',
        kind: 'ItemPrice',
        text: 'Principal',
        cents: 700,
        orderId: order.channelOrderId,
        movement: `again${n}`,
      });
      leave(700);
    }
    return order;
  });
  addStrangers(settlements, upTo, leave);
  addReserves(settlements, upTo);
  return { orders, settlements, expected };
}

function sold(upTo: (limit: number) => number): IncomingOrder {
  const goods = 500 + upTo(20_000);
  const shipping = upTo(3) ? 0 : 490;
  const base = anIncomingOrder({ status: 'shipped', fulfilledBy: 'marketplace', totalCents: goods + shipping });
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
function split(
  order: IncomingOrder,
  settlements: FileRow[][],
  at: number,
  [first, ...rest]: FileRow[],
  expected: Expected,
): IncomingOrder {
  const half = Math.floor(first!.cents / 2);
  settlements[at]!.push({ ...first!, cents: half }, ...rest);
  settlements[(at + 1) % settlements.length]!.push({ ...first!, cents: first!.cents - half });
  expected.paidInvoices += 1;
  return order;
}

/** Less than was invoiced: matched, and the invoice stays open with its ticket. */
function short(
  order: IncomingOrder,
  file: FileRow[],
  [first, ...rest]: FileRow[],
  cents: number,
  _leave: unknown,
): IncomingOrder {
  file.push({ ...first!, cents: first!.cents - cents }, ...rest);
  return order;
}

/** A few cents off: rounding. */
function rounded(
  order: IncomingOrder,
  file: FileRow[],
  [first, ...rest]: FileRow[],
  expected: Expected,
  upTo: (limit: number) => number,
): IncomingOrder {
  file.push({ ...first!, cents: first!.cents + upTo(9) - 4 }, ...rest);
  expected.paidInvoices += 1;
  return order;
}

function takenBack(
  type: string,
  order: IncomingOrder,
  n: number,
  upTo: (limit: number) => number,
  leave: (cents: number) => void,
): FileRow[] {
  const cents = -(1 + upTo(order.lines[0]!.totalCents));
  leave(cents);
  const row = { type, orderId: order.channelOrderId, movement: `${type}${n}` };
  return [
    { ...row, kind: 'ItemPrice', text: 'Principal', cents },
    { ...row, kind: 'ItemFees', text: 'RefundCommission', cents: -20 },
  ];
}

/** Rows of orders that are not ours, rows nobody knows, and the channel's own. */
function addStrangers(settlements: FileRow[][], upTo: (limit: number) => number, leave: (cents: number) => void): void {
  for (const [index, file] of settlements.entries()) {
    const cents = 100 + upTo(5_000);
    file.push({
      type: 'Order',
      kind: 'ItemPrice',
      text: 'Principal',
      cents,
      orderId: `999-0000000-000000${index}`,
      movement: 'X',
    });
    leave(cents);
    file.push({ type: 'other-transaction', kind: 'Zukünftiges', text: `Neu ${index}`, cents: -123 });
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

function addReserves(settlements: FileRow[][], upTo: (limit: number) => number): void {
  let held = 0;
  for (const file of settlements) {
    const row = { type: 'other-transaction', kind: 'other-transaction' };
    if (held) file.push({ ...row, text: 'Previous Reserve Amount Balance', cents: held });
    held = 1_000 + upTo(50_000);
    file.push({ ...row, text: 'Current Reserve Amount', cents: -held });
  }
}
