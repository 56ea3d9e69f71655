import { accounts } from './accounts.ts';
import type { Movement } from './ledger.ts';

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
  /** German files have decimal commas and dotted dates. */
  locale: 'de' | 'en';
  encoding: 'utf8' | 'cp1252';
  movements: Movement[];
  /** Reserve held back now, and the one of the last period that comes back; minor units. */
  reserve: { now: number; before: number };
  /** A fault: the stated total is a cent off. */
  wrongSum: boolean;
  /** A fault: an amount of a type that nobody has seen. */
  unknownType: boolean;
}

const marketplaceNames = new Map(
  accounts.flatMap(({ marketplaces }) => marketplaces.map(({ id, name }) => [id, name] as const)),
);

/** The V2 flat file of a period; the rows add up to the stated total exactly. */
export function settlementFile(period: SettlementPeriod): { bytes: Buffer; totalCents: number } {
  const rows = [
    ...period.movements.flatMap((movement) => movementRows(movement, period)),
    ...unknownRows(period),
    ...reserveRows(period),
  ];
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
  // Every letter of these files stands at the same place in latin1 and cp1252.
  return { bytes: Buffer.from(`${text}\r\n`, period.encoding === 'cp1252' ? 'latin1' : 'utf8'), totalCents };
}

function movementRows(movement: Movement, { locale }: SettlementPeriod): Row[] {
  const write = writer(locale);
  const posted = new Date(movement.postedAt);
  return movement.rows.map((row) => ({
    'transaction-type': movement.settlementType,
    ...(movement.orderId ? { 'order-id': movement.orderId } : {}),
    ...(movement.adjustmentId ? { 'adjustment-id': movement.adjustmentId } : {}),
    ...(movement.shipmentId ? { 'shipment-id': movement.shipmentId } : {}),
    'marketplace-name': marketplaceNames.get(movement.marketplaceId) ?? '',
    ...(movement.fulfillment ? { 'fulfillment-id': movement.fulfillment } : {}),
    'posted-date': write.day(posted),
    'posted-date-time': write.instant(posted),
    ...(row.orderItemId ? { 'order-item-code': row.orderItemId } : {}),
    ...(row.sku ? { sku: row.sku } : {}),
    ...(row.quantity ? { 'quantity-purchased': String(row.quantity) } : {}),
    ...(row.promotionId ? { 'promotion-id': row.promotionId } : {}),
    'amount-type': row.type,
    'amount-description': row.description,
    cents: row.cents,
  }));
}

function unknownRows(period: SettlementPeriod): Row[] {
  const [order] = period.movements.filter((movement) => movement.settlementType === 'Order');
  if (!period.unknownType || !order) return [];
  const rows = [
    { type: 'ItemLevyTax', description: 'PackagingLevy', cents: -7 },
    { type: 'ProducerResponsibility', description: 'EcoContribution', cents: -12 },
  ];
  return movementRows({ ...order, rows }, period).map((row) => ({ ...row, 'transaction-type': 'Regulatory Charge' }));
}

function reserveRows({ reserve, end, locale }: SettlementPeriod): Row[] {
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
