export interface FileRow {
  type: string;
  kind: string;
  text: string;
  cents: number;
  orderId?: string;
  movement?: string;
  sku?: string;
}

const titles = [
  'settlement-id', 'settlement-start-date', 'settlement-end-date', 'deposit-date', 'total-amount', 'currency', 'transaction-type',
  'order-id', 'merchant-order-id', 'adjustment-id', 'shipment-id', 'marketplace-name', 'amount-type', 'amount-description', 'amount',
  'posted-date-time', 'sku', 'quantity-purchased',
]; // prettier-ignore

/** Writes a settlement as Amazon does: German with decimal comma in cp1252, or English in UTF-8. */
export function writeFile(id: string, rows: FileRow[], o: { german: boolean; currency: string }): Buffer {
  const { german, currency } = o;
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
    currency,
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
