import type { StoredOrder } from './amazon-order.ts';

const columns = [
  'settlement-id',
  'settlement-start-date',
  'settlement-end-date',
  'deposit-date',
  'total-amount',
  'currency',
  'transaction-type',
  'order-id',
  'merchant-order-id',
  'adjustment-id',
  'shipment-id',
  'marketplace-name',
  'amount-type',
  'amount-description',
  'amount',
  'fulfillment-id',
  'posted-date',
  'posted-date-time',
  'order-item-code',
  'merchant-order-item-id',
  'merchant-adjustment-item-id',
  'sku',
  'quantity-purchased',
  'promotion-id',
] as const;

type Row = Partial<Record<(typeof columns)[number], string>> & { cents: number };

export interface SettlementPeriod {
  id: string;
  start: Date;
  end: Date;
  /** German files have decimal commas, dotted dates and cp1252. */
  locale: 'de' | 'en';
  orders: StoredOrder[];
  /** Reserve held back now, and the one of the last period that comes back; minor units. */
  reserve: { now: number; before: number };
  subscription: boolean;
  /** A fault: the stated total is a cent off. */
  wrongSum: boolean;
}

const round = Math.round;
const netOf = (gross: number, permille: number): number => round((gross * 1_000) / (1_000 + permille));

/** The V2 flat file of a period; the rows add up to the stated total exactly. */
export function settlementFile(period: SettlementPeriod): { bytes: Buffer; totalCents: number } {
  const rows = [...period.orders.flatMap((stored) => orderRows(stored, period)), ...otherRows(period)];
  const totalCents = rows.reduce((sum, row) => sum + row.cents, 0);
  const write = writer(period.locale);
  const head = {
    'settlement-id': period.id,
    'settlement-start-date': write.instant(period.start),
    'settlement-end-date': write.instant(period.end),
    'deposit-date': write.instant(period.end),
    'total-amount': write.amount(totalCents + (period.wrongSum ? 1 : 0)),
    currency: 'EUR',
  };
  const lines = [head, ...rows.map((row) => ({ 'settlement-id': period.id, ...row, amount: write.amount(row.cents) }))];
  const text = [
    columns.join('\t'),
    ...lines.map((line) => columns.map((column) => (line as Row)[column] ?? '').join('\t')),
  ].join('\r\n');
  return { bytes: Buffer.from(`${text}\r\n`, period.locale === 'de' ? 'latin1' : 'utf8'), totalCents };
}

function orderRows({ order, lines }: StoredOrder, { end, locale }: SettlementPeriod): Row[] {
  const write = writer(locale);
  const base = {
    'transaction-type': 'Order',
    'order-id': order.orderId,
    'marketplace-name': 'Amazon.de',
    'fulfillment-id': order.fulfillment!.fulfilledBy === 'AMAZON' ? 'AFN' : 'MFN',
    'posted-date': write.day(end),
    'posted-date-time': write.instant(end),
  };
  return lines.flatMap((line) => {
    const row = (type: string, description: string, cents: number): Row[] =>
      cents === 0
        ? []
        : [
            {
              ...base,
              'order-item-code': line.orderItemId,
              sku: line.sku,
              'quantity-purchased': String(line.quantity),
              'amount-type': type,
              'amount-description': description,
              cents,
            },
          ];
    const unitNet = netOf(line.grossCents / line.quantity, line.vatPermille);
    const net = unitNet * line.quantity;
    const shippingNet = netOf(line.shippingCents, line.vatPermille);
    return [
      ...row('ItemPrice', 'Principal', net),
      ...row('ItemPrice', 'Tax', line.grossCents - net),
      ...row('ItemPrice', 'Shipping', shippingNet),
      ...row('ItemPrice', 'ShippingTax', line.shippingCents - shippingNet),
      ...row('ItemFees', 'Commission', -round(line.grossCents * 0.1545)),
      ...row('ItemFees', 'ShippingHB', -round(line.shippingCents * 0.15)),
    ];
  });
}

function otherRows({ reserve, subscription, end, locale }: SettlementPeriod): Row[] {
  const write = writer(locale);
  const other = (description: string, cents: number): Row[] =>
    cents === 0
      ? []
      : [
          {
            'transaction-type': 'other-transaction',
            'amount-type': 'other-transaction',
            'amount-description': description,
            'posted-date': write.day(end),
            'posted-date-time': write.instant(end),
            cents,
          },
        ];
  return [
    ...other('Previous Reserve Amount Balance', reserve.before),
    ...other('Current Reserve Amount', -reserve.now),
    ...other('Subscription Fee', subscription ? -4_641 : 0),
  ];
}

function writer(locale: 'de' | 'en') {
  const german = locale === 'de';
  const day = (at: Date): string =>
    german ? at.toISOString().slice(0, 10).split('-').toReversed().join('.') : at.toISOString().slice(0, 10);
  return {
    day,
    instant: (at: Date): string => `${day(at)} ${at.toISOString().slice(11, 19)} UTC`,
    amount: (cents: number): string => (cents / 100).toFixed(2).replace('.', german ? ',' : '.'),
  };
}
