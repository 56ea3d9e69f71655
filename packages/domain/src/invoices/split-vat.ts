import type { InvoiceLine, VatTotal } from '../documents/document-data.ts';
import { shareCents } from './share-cents.ts';

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
 * Splits gross as sold into net and VAT (Amazon's own way, found by trying): per unit net = round(gross / (1 + rate)), line =
 * units × unit. Where the gross does not divide by the quantity, the units that cost a cent more are a line of their own.
 * Shipping is a line per rate, shared by the value of the goods.
 */
export function splitVat(sold: SoldLine[], shippingTitle = 'Versand'): VatSplit {
  const perUnit = [...sold.flatMap(goods), ...shipping(sold, shippingTitle)];
  const lines = perUnit.map((line) => (drifts(perUnit, line.vatPermille) ? roundedAsWhole(line) : line));
  return { lines, ...totalsOf(lines) };
}

/** The sums of lines, per rate (highest first) and in all. */
export function totalsOf(lines: InvoiceLine[]): Omit<VatSplit, 'lines'> {
  const totals = [...new Set(lines.map((line) => line.vatPermille))]
    .toSorted((a, b) => b - a)
    .map((rate) => ({ vatPermille: rate, ...sums(lines.filter((line) => line.vatPermille === rate)) }));
  return { totals, ...sums(totals) };
}

/** EN 16931 lets the VAT of a rate be one unit of currency off (BR-CO-17); half of it leaves room for shipping. */
const toleratedDrift = 50;

/** Do many cheap units add up to more than the tolerated drift? */
function drifts(lines: InvoiceLine[], vatPermille: number): boolean {
  const sum = sums(lines.filter((line) => line.vatPermille === vatPermille));
  return Math.abs(sum.netCents - (sum.grossCents * 1_000) / (1_000 + vatPermille)) > toleratedDrift;
}

function roundedAsWhole(line: InvoiceLine): InvoiceLine {
  const netCents = netOf(line.grossCents, line.vatPermille);
  return { ...line, netCents, vatCents: line.grossCents - netCents };
}

/** Net of a gross, half a cent up. */
const netOf = (grossCents: number, vatPermille: number): number =>
  Math.round((grossCents * 1_000) / (1_000 + vatPermille));

type Priced = Pick<InvoiceLine, 'position' | 'sku' | 'title' | 'quantity' | 'vatPermille' | 'unitGrossCents'>;

/** Units of one price. */
function priced(line: Priced): InvoiceLine {
  const netCents = netOf(line.unitGrossCents, line.vatPermille) * line.quantity;
  const grossCents = line.unitGrossCents * line.quantity;
  return { ...line, netCents, vatCents: grossCents - netCents, grossCents };
}

/** A line of no units was cancelled: it is left out, unless money was taken for it. */
function goods({ position, sku, title, quantity, grossCents, vatPermille }: SoldLine): InvoiceLine[] {
  const units = quantity || (grossCents ? 1 : 0);
  const unit = Math.floor(grossCents / (units || 1));
  const dearer = grossCents - unit * units;
  const prices = [
    { quantity: dearer, unitGrossCents: unit + 1 },
    { quantity: units - dearer, unitGrossCents: unit },
  ];
  return prices
    .filter((price) => price.quantity > 0)
    .map((price) => priced({ position, sku, title, vatPermille, ...price }));
}

/** Shipping has the rate of the goods; with several rates it is shared by their value (UStAE 10.1: it shares their fate). */
function shipping(sold: SoldLine[], title: string): InvoiceLine[] {
  const rates = [...new Set(sold.map((line) => line.vatPermille))];
  const sumOf = (of: 'grossCents' | 'shippingCents', rate?: number): number =>
    sold.reduce((sum, line) => sum + (rate === undefined || line.vatPermille === rate ? line[of] : 0), 0);
  // Goods given away have no value to share by.
  const measure = sumOf('grossCents') > 0 ? 'grossCents' : 'shippingCents';
  const shares = shareCents(
    sumOf('shippingCents'),
    rates.map((rate) => sumOf(measure, rate)),
  );
  const position = Math.max(0, ...sold.map((line) => line.position)) + 1;
  return rates
    .map((vatPermille, index) => ({ vatPermille, unitGrossCents: shares[index]! }))
    .filter((share) => share.unitGrossCents !== 0)
    .map((share) => priced({ position, sku: null, title, quantity: 1, ...share }));
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
