import { euro, type AmazonOrder, type OrderItem, type StoredOrder } from '../amazon/amazon-order.ts';
import type { Chance } from '../random.ts';
import type { Buyer } from './buyers.ts';
import { oversizeProduct, type CatalogueProduct } from './catalogue.ts';

export const orderKinds = [
  'plain',
  'remark',
  'unknownSku',
  'incompleteAddress',
  'cancelRequest',
  'fba',
  'business',
  'oversize',
  'pending',
] as const;
export type OrderKind = (typeof orderKinds)[number];

export const marketplaceId = 'A1PA6795UKMFR9';
const day = 86_400_000;
const remarks = [
  'Bitte noch ein USB-C-Ladekabel dazu, ich überweise gern.',
  'Bitte beim Nachbarn Krause abgeben.',
  'Können Sie den Artikel als Geschenk verpacken?',
  'Bitte erst ab Montag liefern.',
];
const gifts = ['Alles Gute zum Geburtstag, Oma!', 'Frohe Weihnachten wünschen die Enkel'];

/** Makes an order of a kind as Amazon would hold it. */
export function makeOrder(chance: Chance, catalogue: CatalogueProduct[], buyer: Buyer, kind: OrderKind): StoredOrder {
  const now = Date.now();
  const iso = (ms: number): string => new Date(now + ms).toISOString();
  const products = kind === 'oversize' ? [oversizeProduct] : pickProducts(chance, catalogue);
  const express = chance.isLess(0.12);
  const items = products.map((product, index) => makeItem(chance, product, kind, express && index === 0));
  const grand = items.reduce((sum, { line }) => sum + line.grossCents + line.shippingCents, 0);
  const order: AmazonOrder = {
    orderId: `${chance.between(300, 306)}-${chance.digits(7)}-${chance.digits(7)}`,
    createdTime: iso(0),
    lastUpdatedTime: iso(0),
    salesChannel: { channelName: 'AMAZON', marketplaceId, marketplaceName: 'Amazon.de' },
    ...(kind === 'business' ? { programs: ['AMAZON_BUSINESS'] } : {}),
    buyer: {
      buyerName: buyer.name,
      buyerEmail: buyer.email,
      ...(buyer.company ? { buyerCompanyName: buyer.company } : {}),
    },
    recipient: recipient(chance, buyer, kind),
    proceeds: { grandTotal: euro(grand) },
    ...(buyer.vatId
      ? {
          tax: {
            taxRegistrations: [
              {
                entityType: 'BUYER',
                legalName: buyer.company ?? buyer.name,
                taxRegistrationType: 'VAT',
                taxRegistrationNumber: buyer.vatId,
              },
            ],
          },
        }
      : {}),
    fulfillment: {
      fulfillmentStatus: kind === 'pending' ? 'PENDING' : 'UNSHIPPED',
      fulfilledBy: kind === 'fba' ? 'AMAZON' : 'MERCHANT',
      fulfillmentServiceLevel: express ? 'EXPEDITED' : 'STANDARD',
      shipByWindow: { earliestDateTime: iso(0), latestDateTime: iso(express ? day : 2 * day) },
      deliverByWindow: { earliestDateTime: iso(day), latestDateTime: iso(express ? 2 * day : 4 * day) },
    },
    orderItems: items.map(({ item }) => item),
  };
  return { kind, order, lines: items.map(({ line }) => line), confirmations: [] };
}

function pickProducts(chance: Chance, catalogue: CatalogueProduct[]): CatalogueProduct[] {
  const count = chance.isLess(0.7) ? 1 : chance.between(2, 3);
  return [...new Set(Array.from({ length: count }, () => chance.pick(catalogue)))];
}

function makeItem(
  chance: Chance,
  product: CatalogueProduct,
  kind: OrderKind,
  withShipping: boolean,
): { item: OrderItem; line: StoredOrder['lines'][0] } {
  const quantity = kind === 'oversize' || chance.isLess(0.8) ? 1 : chance.between(2, 3);
  const grossCents = product.priceCents * quantity;
  const shippingCents = withShipping ? 499 : 0;
  const sku = kind === 'unknownSku' ? `ALT-${product.sku}` : product.sku;
  const orderItemId = chance.digits(14);
  const taxCents =
    grossCents + shippingCents - Math.round(((grossCents + shippingCents) * 1_000) / (1_000 + product.vatPermille));
  const giftMessage = kind === 'remark' && chance.isLess(0.3) ? chance.pick(gifts) : null;
  return {
    item: {
      orderItemId,
      quantityOrdered: quantity,
      product: {
        asin: product.asin,
        title: product.title,
        sellerSku: sku,
        price: { unitPrice: euro(product.priceCents) },
      },
      proceeds: {
        proceedsTotal: euro(grossCents + shippingCents),
        breakdowns: [
          { type: 'ITEM', subtotal: euro(grossCents) },
          ...(shippingCents ? [{ type: 'SHIPPING', subtotal: euro(shippingCents) }] : []),
          { type: 'TAX', subtotal: euro(taxCents) },
        ],
      },
      fulfillment: {
        quantityFulfilled: 0,
        quantityUnfulfilled: quantity,
        ...(giftMessage ? { packing: { giftOption: { giftMessage } } } : {}),
      },
    },
    line: { orderItemId, sku, quantity, grossCents, shippingCents, vatPermille: product.vatPermille },
  };
}

function recipient(chance: Chance, buyer: Buyer, kind: OrderKind): AmazonOrder['recipient'] {
  const lines = kind === 'incompleteAddress' ? incomplete(chance, buyer) : { addressLine1: buyer.street };
  return {
    deliveryAddress: {
      name: buyer.name,
      ...(buyer.company ? { companyName: buyer.company } : {}),
      ...lines,
      city: buyer.city,
      postalCode: buyer.postcode,
      countryCode: 'DE',
      phone: `+49 ${chance.digits(10)}`,
      addressType: buyer.company ? 'COMMERCIAL' : 'RESIDENTIAL',
    },
    ...(kind === 'remark' ? { deliveryPreference: { addressInstruction: chance.pick(remarks) } } : {}),
  };
}

/** The house number is missing, or a locker has no number. */
const incomplete = (chance: Chance, buyer: Buyer): { addressLine1: string } =>
  chance.isLess(0.5) ? { addressLine1: buyer.street.replace(/\s\d+a?$/, '') } : { addressLine1: 'Packstation' };
