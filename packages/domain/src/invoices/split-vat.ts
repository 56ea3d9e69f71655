import type { InvoiceLine, VatTotal } from '../documents/document-data.ts';
interface Basket {
  position: number;
  sku: string;
  title: string;
  quantity: number;
  grossCents: number;
  shippingCents: number;
  vatPermille: number;
}
export function splitVat(lines: Basket[]): {
  lines: InvoiceLine[];
  totals: VatTotal[];
  netCents: number;
  vatCents: number;
  grossCents: number;
} {
  const out: InvoiceLine[] = lines.flatMap((l) => {
    const mk = (sku: string | null, title: string, quantity: number, gross: number): InvoiceLine => {
      const net = Math.round((gross * 1000) / (1000 + l.vatPermille));
      return {
        position: l.position,
        sku,
        title,
        quantity,
        vatPermille: l.vatPermille,
        unitGrossCents: Math.round(gross / quantity),
        netCents: net,
        vatCents: gross - net,
        grossCents: gross,
      };
    };
    return [
      mk(l.sku, l.title, l.quantity, l.grossCents),
      ...(l.shippingCents ? [mk(null, 'Versand', 1, l.shippingCents)] : []),
    ];
  });
  const sum = (k: 'netCents' | 'vatCents' | 'grossCents') => out.reduce((s, l) => s + l[k], 0);
  return {
    lines: out,
    totals: [],
    netCents: sum('netCents'),
    vatCents: sum('vatCents'),
    grossCents: sum('grossCents'),
  };
}
