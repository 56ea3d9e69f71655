import { parseMinorUnits } from '@kontor/domain/kernel/money';
import type { AmazonBreakdown, AmazonItem, AmazonMoney } from './amazon.wire.ts';

const minor = (money: AmazonMoney | null | undefined): number | null => (money ? parseMinorUnits(money.amount) : null);

/** What a breakdown says about goods and about shipping. */
function split(breakdown: AmazonBreakdown): { goods: number; shipping: number } {
  const total = parseMinorUnits(breakdown.subtotal.amount);
  if (breakdown.type === 'SHIPPING') return { goods: 0, shipping: total };
  const shipping = (breakdown.detailedBreakdowns ?? [])
    .filter((detail) => detail.subtype === 'SHIPPING')
    .reduce((sum, detail) => sum + (minor(detail.value) ?? 0), 0);
  // Amazon does not document the sign of a discount
  const sign = breakdown.type === 'DISCOUNT' && total > 0 ? -1 : 1;
  return { goods: sign * (total - shipping) + 0, shipping: sign * shipping + 0 };
}

function sum(breakdowns: AmazonBreakdown[]): { goods: number; shipping: number } {
  return breakdowns
    .map(split)
    .reduce((all, part) => ({ goods: all.goods + part.goods, shipping: all.shipping + part.shipping }), {
      goods: 0,
      shipping: 0,
    });
}

/**
 * Gross minor units of a whole line. EU prices include VAT and the TAX share is only information; it is added where
 * Amazon's own total of the line proves that the other shares are net.
 */
export function lineProceeds(item: AmazonItem): { totalCents: number; shippingCents: number } {
  const stated = minor(item.proceeds?.proceedsTotal);
  const breakdowns = item.proceeds?.breakdowns ?? [];
  if (!breakdowns.length) {
    const listed = (minor(item.product.price?.unitPrice) ?? 0) * item.quantityOrdered;
    return { totalCents: stated ?? listed, shippingCents: 0 };
  }
  const plain = sum(breakdowns.filter((part) => part.type !== 'TAX'));
  const taxed = sum(breakdowns);
  const isNet = plain.goods + plain.shipping !== stated && taxed.goods + taxed.shipping === stated;
  const { goods, shipping } = isNet ? taxed : plain;
  return { totalCents: goods, shippingCents: shipping };
}
