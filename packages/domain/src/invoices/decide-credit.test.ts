import { expect, test } from 'vitest';
import { anInvoice } from '../documents/document-data.testing.ts';
import type { InvoiceData } from '../documents/document-data.ts';
import { Rejection } from '../kernel/rejection.ts';
import { brokenRules } from './check-invoice.ts';
import { creditedPerLine } from './credit-invoices.ts';
import { type Credit, type CreditWish, decideCredit } from './decide-credit.ts';
import { baskets, random } from './baskets.testing.ts';
import { splitVat } from './split-vat.ts';

/** Two spoons and a book with shipping: 3 × 19.99 at 19 %, 1 × 12.00 at 7 %, 4.99 shipping shared by value. */
const invoice: InvoiceData = {
  ...anInvoice(),
  ...splitVat([
    { position: 1, sku: 'A', title: 'Löffel', quantity: 3, grossCents: 5_997, shippingCents: 499, vatPermille: 190 },
    { position: 2, sku: 'B', title: 'Buch', quantity: 1, grossCents: 1_200, shippingCents: 0, vatPermille: 70 },
  ]),
};
const nothing = invoice.lines.map(() => 0);

const rejection = (wish: CreditWish, credited = nothing): string => {
  try {
    decideCredit(invoice, credited, wish);
    return 'accepted';
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    return error.code;
  }
};

test('everything at once is a cancellation: line by line and cent by cent the invoice', () => {
  const { kind, lines, totals, netCents, vatCents, grossCents } = decideCredit(invoice, nothing, { kind: 'rest' });
  expect(kind).toBe('cancellation');
  expect({ lines, totals, netCents, vatCents, grossCents }).toEqual({
    lines: invoice.lines,
    totals: invoice.totals,
    netCents: invoice.netCents,
    vatCents: invoice.vatCents,
    grossCents: invoice.grossCents,
  });
});

test('units of a line carry the net of the unit', () => {
  const credit = decideCredit(invoice, nothing, { kind: 'lines', lines: [{ line: 0, quantity: 2 }] });
  expect(credit.kind).toBe('correction');
  expect(credit.lines).toMatchObject([{ quantity: 2, unitGrossCents: 1_999, netCents: 3_360, vatCents: 638 }]);
  expect(credit.totals).toEqual([{ vatPermille: 190, netCents: 3_360, vatCents: 638, grossCents: 3_998 }]);
});

test('an amount of a line is a part of it', () => {
  const credit = decideCredit(invoice, nothing, { kind: 'lines', lines: [{ line: 1, grossCents: 500 }] });
  expect(credit.lines).toMatchObject([{ title: 'Teilbetrag: Buch', quantity: 1, unitGrossCents: 500, netCents: 467 }]);
});

test('shipping alone goes back at the rates it was charged with', () => {
  const credit = decideCredit(invoice, nothing, { kind: 'shipping' });
  expect(credit.grossCents).toBe(499);
  expect(credit.totals.map(({ vatPermille }) => vatPermille)).toEqual([190, 70]);
});

test('goodwill is shared over what is left, one printed line per rate', () => {
  const credit = decideCredit(invoice, nothing, { kind: 'amount', grossCents: 1_000 });
  expect(credit.grossCents).toBe(1_000);
  expect(credit.lines.map(({ title, vatPermille }) => [title, vatPermille])).toEqual([
    ['Preisnachlass', 190],
    ['Preisnachlass', 70],
  ]);
  expect(credit.credits.map(({ grossCents }) => grossCents).reduce((a, b) => a + b)).toBe(1_000);
});

test.each<[string, CreditWish, number[], string]>([
  ['more units than were sold', { kind: 'lines', lines: [{ line: 0, quantity: 4 }] }, nothing, 'credit_too_high'],
  [
    'the same unit twice in one wish',
    {
      kind: 'lines',
      lines: [
        { line: 1, quantity: 1 },
        { line: 1, quantity: 1 },
      ],
    },
    nothing,
    'credit_too_high',
  ],
  [
    'a unit that was credited before',
    { kind: 'lines', lines: [{ line: 1, quantity: 1 }] },
    [0, 1_200, 0, 0],
    'credit_too_high',
  ],
  ['a line that is not there', { kind: 'lines', lines: [{ line: 9, grossCents: 1 }] }, nothing, 'credit_too_high'],
  ['a negative amount', { kind: 'lines', lines: [{ line: 0, grossCents: -5 }] }, nothing, 'credit_too_high'],
  ['more goodwill than the invoice', { kind: 'amount', grossCents: 9_999 }, nothing, 'credit_too_high'],
  ['nothing', { kind: 'lines', lines: [] }, nothing, 'credit_empty'],
  ['an amount of zero', { kind: 'amount', grossCents: 0 }, nothing, 'credit_empty'],
  ['what is left when nothing is', { kind: 'rest' }, invoice.lines.map((line) => line.grossCents), 'credit_empty'],
])('%s is refused', (_name, wish, credited, code) => {
  expect(rejection(wish, credited)).toBe(code);
});

/** Takes an invoice back in random steps until nothing is left. */
function takeBack(data: InvoiceData, next: () => number): Credit[] {
  const credits: Credit[] = [];
  const upTo = (limit: number): number => Math.floor(next() * limit);
  for (;;) {
    const notes = credits.map(({ credits: of }) => ({ data: { corrects: { credits: of } } }) as never);
    const credited = creditedPerLine(data, notes);
    const left = data.lines.map((line, index) => line.grossCents - credited[index]!);
    const all = left.reduce((sum, cents) => sum + cents, 0);
    if (!all) return credits;
    const line = left.findIndex((cents) => cents > 0);
    const wishes: CreditWish[] = [
      { kind: 'amount', grossCents: 1 + upTo(all) },
      { kind: 'lines', lines: [{ line, grossCents: 1 + upTo(left[line]!) }] },
      { kind: 'rest' },
    ];
    credits.push(decideCredit(data, credited, wishes[credits.length > 6 ? 2 : upTo(3)]!));
  }
}

test('however an invoice is taken back, its credit notes add up to it in every rate, and each of them may be issued', () => {
  const next = random(32);
  let steps = 0;
  for (const sold of baskets(2_000)) {
    const data: InvoiceData = { ...anInvoice(), ...splitVat(sold) };
    const credits = takeBack(data, next);
    for (const total of data.totals) {
      const own = credits.flatMap(({ totals }) =>
        totals.filter(({ vatPermille }) => vatPermille === total.vatPermille),
      );
      const sum = (of: 'netCents' | 'vatCents' | 'grossCents') => own.reduce((all, row) => all + row[of], 0);
      expect([sum('netCents'), sum('vatCents'), sum('grossCents')]).toEqual([
        total.netCents,
        total.vatCents,
        total.grossCents,
      ]);
    }
    for (const { lines, totals, netCents, vatCents, grossCents } of credits)
      expect(brokenRules({ ...data, lines, totals, netCents, vatCents, grossCents })).toEqual([]);
    steps += credits.length;
  }
  expect(steps).toBeGreaterThan(2_000);
});
