import type { CreditWishInput } from '../gql/graphql.ts';

/** What the dialog asks for. */
export interface CreditForm {
  kind: 'rest' | 'lines' | 'shipping' | 'amount';
  /** Units to take back, by line. */
  units: Record<number, number>;
  /** As typed: 12,50 or 12.50. */
  amount: string;
}

/** Minor units of an amount as a person types it; undefined for anything else. */
export function centsOf(typed: string): number | undefined {
  const [, whole, fraction = ''] = /^(\d{1,7})(?:[.,](\d{1,2}))?$/.exec(typed.trim()) ?? [];
  return whole === undefined ? undefined : Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
}

/** The form as the API wants it; undefined while it asks for nothing. */
export function wishOf({ kind, units, amount }: CreditForm): CreditWishInput | undefined {
  if (kind === 'rest' || kind === 'shipping') return { kind };
  if (kind === 'amount') {
    const grossCents = centsOf(amount);
    return grossCents ? { kind, grossCents } : undefined;
  }
  const lines = Object.entries(units)
    .filter(([, quantity]) => quantity > 0)
    .map(([line, quantity]) => ({ line: Number(line), quantity }));
  return lines.length ? { kind, lines } : undefined;
}
