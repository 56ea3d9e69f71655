import type { Money } from '../i18n/formats.ts';

type Line = { id: string; quantity: number; total: Money; vatPermille?: number | null };

/** Lines whose units were really changed, whole numbers from 0 only. */
export const changedUnits = (lines: Line[], units: Record<string, number>) =>
  lines
    .map(({ id, quantity }) => ({ lineId: id, before: quantity, quantity: units[id] ?? quantity }))
    .filter(({ before, quantity }) => Number.isInteger(quantity) && quantity >= 0 && quantity !== before)
    .map(({ lineId, quantity }) => ({ lineId, quantity }));

/** VAT contained in the goods by rate in percent; the invoice has the last word on the cent. */
export function vatIn(lines: Line[], { currency }: Money): [rate: number, amount: Money][] {
  const rates = [...new Set(lines.flatMap(({ vatPermille }) => vatPermille ?? []))].toSorted((a, b) => b - a);
  return rates.map((rate) => {
    const gross = lines.filter((line) => line.vatPermille === rate).reduce((sum, { total }) => sum + total.amount, 0);
    return [rate / 10, { amount: gross - Math.round((gross * 1_000) / (1_000 + rate)), currency }];
  });
}
