import { euro, type OrderItem, type StoredOrder } from '../amazon/amazon-order.ts';
import type { Chance } from '../random.ts';
import type { CatalogueProduct } from './catalogue.ts';

/** How an item deviates from the plain one. */
export interface ItemShape {
  quantity: number;
  withShipping: boolean;
  /** The shipping is given back by a promotion. */
  promoted: boolean;
  /** A replacement costs nothing. */
  free: boolean;
  /** The merchant's catalogue does not know the SKU. */
  unknownSku: boolean;
  giftMessage: string | null;
}

export interface MadeItem {
  item: OrderItem;
  line: StoredOrder['lines'][0];
}

const shippingPrice = 499;
const promotionId = 'PLM-FreeShipping-2026';

/** One item of an order, and what the world knows of its money. */
export function makeItem(chance: Chance, product: CatalogueProduct, shape: ItemShape): MadeItem {
  const unitCents = shape.free ? 0 : product.priceCents;
  const line: MadeItem['line'] = {
    orderItemId: chance.digits(14),
    sku: shape.unknownSku ? `ALT-${product.sku}` : product.sku,
    quantity: shape.quantity,
    grossCents: unitCents * shape.quantity,
    shippingCents: shape.withShipping && !shape.free ? shippingPrice : 0,
    ...(shape.promoted && shape.withShipping ? { discountCents: shippingPrice } : {}),
    vatPermille: product.vatPermille,
  };
  const item: OrderItem = {
    orderItemId: line.orderItemId,
    quantityOrdered: shape.quantity,
    product: {
      asin: product.asin,
      title: product.title,
      sellerSku: line.sku,
      price: { unitPrice: euro(unitCents) },
    },
    proceeds: proceedsOf(line),
    ...(line.discountCents ? { promotion: { breakdowns: [{ promotionId }] } } : {}),
    fulfillment: {
      quantityFulfilled: 0,
      quantityUnfulfilled: shape.quantity,
      ...(shape.giftMessage ? { packing: { giftOption: { giftMessage: shape.giftMessage } } } : {}),
    },
  };
  return { item, line };
}

/** What a line costs its buyer, minor units. */
export const lineTotal = ({ grossCents, shippingCents, discountCents = 0 }: MadeItem['line']): number =>
  grossCents + shippingCents - discountCents;

function proceedsOf(line: MadeItem['line']): OrderItem['proceeds'] {
  const { grossCents, shippingCents, discountCents = 0, vatPermille } = line;
  const total = lineTotal(line);
  const taxCents = total - Math.round((total * 1_000) / (1_000 + vatPermille));
  return {
    proceedsTotal: euro(total),
    breakdowns: [
      { type: 'ITEM', subtotal: euro(grossCents) },
      ...(shippingCents ? [{ type: 'SHIPPING', subtotal: euro(shippingCents) }] : []),
      ...(discountCents
        ? [
            {
              type: 'DISCOUNT',
              subtotal: euro(-discountCents),
              detailedBreakdowns: [{ subtype: 'SHIPPING', value: euro(-discountCents) }],
            },
          ]
        : []),
      { type: 'TAX', subtotal: euro(taxCents) },
    ],
  };
}
