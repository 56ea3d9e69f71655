import type { InvoiceLine, VatTotal } from '../documents/document-data.ts';

/** One line as sold: gross minor units of the whole line, shipping of the line beside it. */
export interface SoldLine {
  position: number;
  sku: string;
  title: string;
  quantity: number;
  grossCents: number;
  shippingCents: number;
  vatPermille: number;
}

export interface VatSplit {
  lines: InvoiceLine[];
  totals: VatTotal[];
  netCents: number;
  vatCents: number;
  grossCents: number;
}

/**
 * Splits gross as sold into net and VAT (documents.md § 3.4): per unit net = round(gross / (1 + rate)), line = units × unit;
 * units that differ by a cent are split each by itself, so every sum stays exact. Shipping is a line per rate.
 */
export function splitVat(sold: SoldLine[]): VatSplit {
  const lines = [...sold.map(goods), ...shipping(sold)];
  const totals = [...new Set(lines.map((line) => line.vatPermille))]
    .toSorted((a, b) => b - a)
    .map((rate) => total(lines, rate));
  return { lines, totals, ...sums(totals) };
}

const netOf = (grossCents: number, vatPermille: number): number =>
  Math.round((grossCents * 1_000) / (1_000 + vatPermille));

function goods({ position, sku, title, quantity, grossCents, vatPermille }: SoldLine): InvoiceLine {
  const unit = Math.floor(grossCents / quantity);
  const dearer = grossCents - unit * quantity;
  const netCents = netOf(unit, vatPermille) * (quantity - dearer) + netOf(unit + 1, vatPermille) * dearer;
  const unitGrossCents = Math.round(grossCents / quantity);
  return {
    position,
    sku,
    title,
    quantity,
    vatPermille,
    unitGrossCents,
    netCents,
    vatCents: grossCents - netCents,
    grossCents,
  };
}

/** Shipping shares the rate of the goods it belongs to. */
function shipping(sold: SoldLine[]): InvoiceLine[] {
  const byRate = new Map<number, number>();
  for (const { vatPermille, shippingCents } of sold)
    byRate.set(vatPermille, (byRate.get(vatPermille) ?? 0) + shippingCents);
  const position = sold.length + 1;
  return [...byRate]
    .filter(([, grossCents]) => grossCents !== 0)
    .map(([vatPermille, grossCents]) => {
      const netCents = netOf(grossCents, vatPermille);
      const vatCents = grossCents - netCents;
      return {
        position,
        sku: null,
        title: 'Versand',
        quantity: 1,
        vatPermille,
        unitGrossCents: grossCents,
        netCents,
        vatCents,
        grossCents,
      };
    });
}

function total(lines: InvoiceLine[], vatPermille: number): VatTotal {
  return { vatPermille, ...sums(lines.filter((line) => line.vatPermille === vatPermille)) };
}

type Sums = Pick<VatTotal, 'netCents' | 'vatCents' | 'grossCents'>;

const sums = (rows: Sums[]): Sums =>
  rows.reduce(
    (sum, row) => ({
      netCents: sum.netCents + row.netCents,
      vatCents: sum.vatCents + row.vatCents,
      grossCents: sum.grossCents + row.grossCents,
    }),
    { netCents: 0, vatCents: 0, grossCents: 0 },
  );
