import type { InvoiceData, InvoiceLine } from '../documents/document-data.ts';
import { documentTexts } from '../documents/document-texts.ts';
import { Rejection } from '../kernel/rejection.ts';
import { shareCents } from './share-cents.ts';
import { totalsOf, type VatSplit } from './split-vat.ts';

/** What is to be taken back of an invoice; amounts are gross minor units, lines are counted from 0. */
export type CreditWish =
  /** Everything that is left. */
  | { kind: 'rest' }
  | { kind: 'lines'; lines: { line: number; quantity?: number | null; grossCents?: number | null }[] }
  | { kind: 'shipping' }
  /** An allowance on the whole, shared over what is left of each line. */
  | { kind: 'amount'; grossCents: number };

/** Gross that is taken off a line of the original. */
export interface LineCredit {
  line: number;
  grossCents: number;
}

/** The credit note's amounts: lines as printed, sums per rate, and what it takes off which line. */
export interface Credit extends VatSplit {
  kind: 'cancellation' | 'correction';
  credits: LineCredit[];
}

/**
 * Decides a credit note (F32) from the invoice, what was credited before (gross per line) and what is wanted. The VAT is the
 * original's: the net of a line's credits follows one cumulative function, so that parts add up to the line exactly. Pure;
 * throws Rejection when nothing is left or more is asked for than is left.
 */
export function decideCredit(data: InvoiceData, credited: number[], wish: CreditWish): Credit {
  const left = data.lines.map((line, index) => line.grossCents - (credited[index] ?? 0));
  const credits = wanted(data, left, wish).filter(({ grossCents }) => grossCents !== 0);
  if (!credits.length) throw new Rejection('credit_empty');
  for (const { line, grossCents } of credits)
    if (grossCents < 0 || grossCents > (left[line] ?? 0))
      throw new Rejection('credit_too_high', { line, left: left[line] ?? 0 });
  const whole = credits.every(({ line, grossCents }) => grossCents === data.lines[line]!.grossCents);
  const isAll = whole && credits.length === data.lines.filter((line) => line.grossCents !== 0).length;
  const parts = credits.map(({ line, grossCents }) => partOf(data, line, credited[line] ?? 0, grossCents));
  const lines = wish.kind === 'amount' ? allowances(data, parts) : parts;
  return { kind: isAll ? 'cancellation' : 'correction', credits, lines, ...totalsOf(lines) };
}

function wanted({ lines }: InvoiceData, left: number[], wish: CreditWish): LineCredit[] {
  if (wish.kind === 'rest') return left.map((grossCents, line) => ({ line, grossCents }));
  if (wish.kind === 'shipping')
    return left.flatMap((grossCents, line) => (lines[line]!.sku === null ? [{ line, grossCents }] : []));
  if (wish.kind === 'amount') {
    const all = left.reduce((sum, cents) => sum + cents, 0);
    if (wish.grossCents > all) throw new Rejection('credit_too_high', { left: all });
    return shareCents(wish.grossCents, left).map((grossCents, line) => ({ line, grossCents }));
  }
  const sums = new Map<number, number>();
  for (const { line, quantity, grossCents } of wish.lines) {
    const cents = grossCents ?? (lines[line]?.unitGrossCents ?? 0) * (quantity ?? 0);
    sums.set(line, (sums.get(line) ?? 0) + cents);
  }
  return [...sums].map(([line, grossCents]) => ({ line, grossCents }));
}

/** Net of the first so many cents of a line, as the line itself was rounded. */
const netUpTo = ({ netCents, grossCents }: InvoiceLine, cents: number): number =>
  Math.round((netCents * cents) / grossCents);

function partOf(data: InvoiceData, index: number, before: number, grossCents: number): InvoiceLine {
  const line = data.lines[index]!;
  const netCents = netUpTo(line, before + grossCents) - netUpTo(line, before);
  const amounts = { netCents, vatCents: grossCents - netCents, grossCents };
  const units = grossCents / line.unitGrossCents;
  if (Number.isInteger(units)) return { ...line, quantity: units, ...amounts };
  const title = documentTexts[data.language ?? 'de'].partOf(line.title);
  return { ...line, title, quantity: 1, unitGrossCents: grossCents, ...amounts };
}

/** An allowance is printed as one line per rate. */
function allowances({ lines, language }: InvoiceData, parts: InvoiceLine[]): InvoiceLine[] {
  const title = documentTexts[language ?? 'de'].allowance;
  const position = Math.max(0, ...lines.map((line) => line.position)) + 1;
  return totalsOf(parts).totals.map((total) => ({
    position,
    sku: null,
    title,
    quantity: 1,
    unitGrossCents: total.grossCents,
    ...total,
  }));
}
