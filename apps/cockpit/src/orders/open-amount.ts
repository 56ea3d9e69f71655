import type { Money } from '../i18n/formats.ts';

type Billed = { gross: Money; paid: Money };

/** What the invoices of an order still wait for; undefined without invoices. */
export function openAmount({ invoices }: { invoices: Billed[] }): Money | undefined {
  const first = invoices[0];
  if (!first) return undefined;
  const amount = invoices.reduce((sum, { gross, paid }) => sum + gross.amount - paid.amount, 0);
  return { amount, currency: first.gross.currency };
}
