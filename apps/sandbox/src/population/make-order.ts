import { accounts, type Account, type Marketplace } from '../amazon/accounts.ts';
import { euro, type AmazonOrder, type StoredOrder } from '../amazon/amazon-order.ts';
import type { Chance } from '../random.ts';
import type { Buyer } from './buyers.ts';
import { oversizeProduct, type CatalogueProduct } from './catalogue.ts';
import { lineTotal, makeItem, type MadeItem } from './make-item.ts';

export const orderKinds = [
  'plain',
  'remark',
  'accessory',
  'unknownSku',
  'incompleteAddress',
  'shiftedAddress',
  'cancelRequest',
  'fba',
  'business',
  'businessPlain',
  'oversize',
  'pending',
  'multi',
  'promotion',
  'lateData',
  'replacement',
  'exchange',
  'duplicate',
] as const;
export type OrderKind = (typeof orderKinds)[number];

/** Where and when an order is placed, when that is not here and now. */
export interface OrderCircumstances {
  account?: Account;
  marketplace?: Marketplace;
  /** The marketplace's clock; when it is not given, ours. */
  now?: number;
  /** The delivery window's end lies so many days back: an old order that comes late. */
  deliveredDaysAgo?: number;
  /** Express, with its price, or not; else by chance. */
  express?: boolean;
  /** The order that this one replaces. */
  original?: StoredOrder;
  /** When the personal data appear, for kinds that wait for them. */
  personalFrom?: number;
}

const day = 86_400_000;
const remarks = [
  'Bitte noch ein USB-C-Ladekabel dazu, ich überweise gern.',
  'Bitte beim Nachbarn Krause abgeben.',
  'Können Sie den Artikel als Geschenk verpacken?',
  'Bitte erst ab Montag liefern.',
];
const gifts = ['Alles Gute zum Geburtstag, Oma!', 'Frohe Weihnachten wünschen die Enkel'];
const associations: Partial<Record<OrderKind, string>> = {
  replacement: 'REPLACEMENT_ORIGINAL_ID',
  exchange: 'EXCHANGE_ORIGINAL_ID',
};

/** Makes an order of a kind as Amazon would hold it. */
export function makeOrder(
  chance: Chance,
  catalogue: CatalogueProduct[],
  buyer: Buyer,
  kind: OrderKind,
  around: OrderCircumstances = {},
): StoredOrder {
  const account = around.account ?? accounts[0];
  const marketplace = around.marketplace ?? account.marketplaces[0]!;
  const isByChance = chance.isLess(0.12);
  const express = around.express ?? (isByChance || kind === 'promotion');
  const items = makeItems(chance, catalogue, kind, express, around.original);
  const isBusiness = kind === 'business' || kind === 'businessPlain';
  const association = associations[kind];
  const order: AmazonOrder = {
    orderId: newOrderId(chance),
    ...times(express, around),
    salesChannel: { channelName: 'AMAZON', marketplaceId: marketplace.id, marketplaceName: marketplace.name },
    ...(isBusiness ? { programs: ['AMAZON_BUSINESS'] } : {}),
    ...(association
      ? { associatedOrders: [{ orderId: originalId(chance, around.original), associationType: association }] }
      : {}),
    buyer: {
      buyerName: buyer.name,
      buyerEmail: buyer.email,
      ...(buyer.company ? { buyerCompanyName: buyer.company } : {}),
    },
    recipient: recipient(chance, buyer, kind),
    proceeds: { grandTotal: euro(items.reduce((sum, { line }) => sum + lineTotal(line), 0)) },
    ...taxOf(buyer),
    fulfillment: {
      fulfillmentStatus: kind === 'pending' ? 'PENDING' : 'UNSHIPPED',
      fulfilledBy: kind === 'fba' ? 'AMAZON' : 'MERCHANT',
      fulfillmentServiceLevel: express ? 'EXPEDITED' : 'STANDARD',
      ...windows(express, around),
    },
    orderItems: items.map(({ item }) => item),
  };
  return {
    kind,
    sellerId: account.sellerId,
    order,
    lines: items.map(({ line }) => line),
    confirmations: [],
    ...(kind === 'lateData' && around.personalFrom ? { personalFrom: around.personalFrom } : {}),
  };
}

/** The same order once more, as of a buyer who pressed twice. */
export function makeTwin(chance: Chance, stored: StoredOrder): StoredOrder {
  const twin = structuredClone(stored);
  twin.order.orderId = newOrderId(chance);
  for (const [at, line] of twin.lines.entries()) {
    line.orderItemId = chance.digits(14);
    twin.order.orderItems[at]!.orderItemId = line.orderItemId;
  }
  return twin;
}

/** What lies in an order, and whose it is. */
export const basketOf = ({ order, lines }: StoredOrder): string =>
  [order.buyer?.buyerEmail, ...lines.map(({ sku, quantity }) => `${sku}×${quantity}`).toSorted()].join(' ');

/** Milliseconds from now to the moment the buyer ordered; an old order's delivery window ends so many days back. */
const placedAt = (express: boolean, deliveredDaysAgo?: number): number =>
  deliveredDaysAgo === undefined ? 0 : -(deliveredDaysAgo + (express ? 2 : 4)) * day;

const isoAfter = ({ now = Date.now() }: OrderCircumstances, ms: number): string => new Date(now + ms).toISOString();

function times(express: boolean, around: OrderCircumstances): { createdTime: string; lastUpdatedTime: string } {
  const createdTime = isoAfter(around, placedAt(express, around.deliveredDaysAgo));
  return { createdTime, lastUpdatedTime: isoAfter(around, 0) };
}

function windows(express: boolean, around: OrderCircumstances) {
  const placed = placedAt(express, around.deliveredDaysAgo);
  const at = (days: number): string => isoAfter(around, placed + days * day);
  return {
    shipByWindow: { earliestDateTime: at(0), latestDateTime: at(express ? 1 : 2) },
    deliverByWindow: { earliestDateTime: at(1), latestDateTime: at(express ? 2 : 4) },
  };
}

const newOrderId = (chance: Chance): string => `${chance.between(300, 306)}-${chance.digits(7)}-${chance.digits(7)}`;

const originalId = (chance: Chance, original?: StoredOrder): string => original?.order.orderId ?? newOrderId(chance);

const taxOf = (buyer: Buyer): Pick<AmazonOrder, 'tax'> =>
  buyer.vatId
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
    : {};

function makeItems(
  chance: Chance,
  catalogue: CatalogueProduct[],
  kind: OrderKind,
  express: boolean,
  original?: StoredOrder,
): MadeItem[] {
  const products = kind === 'oversize' ? [oversizeProduct] : pickProducts(chance, catalogue, kind, original);
  const giftMessage = kind === 'remark' && chance.isLess(0.3) ? chance.pick(gifts) : null;
  return products.map((product, index) =>
    makeItem(chance, product, {
      quantity: quantityOf(chance, kind),
      withShipping: express && index === 0,
      promoted: kind === 'promotion',
      free: kind === 'replacement',
      unknownSku: kind === 'unknownSku',
      giftMessage,
    }),
  );
}

function pickProducts(
  chance: Chance,
  catalogue: CatalogueProduct[],
  kind: OrderKind,
  original?: StoredOrder,
): CatalogueProduct[] {
  const same = catalogue.filter(({ sku }) => original?.lines.some((line) => line.sku === sku));
  if (same.length) return same.slice(0, 1);
  const least = kind === 'multi' ? 2 : 1;
  const count = kind !== 'multi' && chance.isLess(0.7) ? 1 : chance.between(2, 3);
  const picked = new Set<CatalogueProduct>();
  while (picked.size < least) for (let n = 0; n < count; n += 1) picked.add(chance.pick(catalogue));
  return [...picked];
}

function quantityOf(chance: Chance, kind: OrderKind): number {
  if (kind === 'multi') return chance.between(2, 5);
  return kind === 'oversize' || kind === 'replacement' || chance.isLess(0.8) ? 1 : chance.between(2, 3);
}

function recipient(chance: Chance, buyer: Buyer, kind: OrderKind): AmazonOrder['recipient'] {
  const lines = addressLines(chance, buyer, kind);
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
    ...(kind === 'accessory' ? { deliveryPreference: { addressInstruction: remarks[0]! } } : {}),
  };
}

function addressLines(chance: Chance, buyer: Buyer, kind: OrderKind): Record<string, string> {
  if (kind === 'incompleteAddress') return incomplete(chance, buyer);
  // Buyers write where they live before the street, and the house number on a line of its own.
  const [, street, number] = /^(.*)\s(\d+a?)$/.exec(buyer.street) ?? [];
  return kind === 'shiftedAddress' && street
    ? { addressLine1: 'Hinterhaus, 2. OG', addressLine2: street, addressLine3: number! }
    : { addressLine1: buyer.street };
}

/** The house number is missing, or a locker has no number. */
const incomplete = (chance: Chance, buyer: Buyer): { addressLine1: string } =>
  chance.isLess(0.5) ? { addressLine1: buyer.street.replace(/\s\d+a?$/, '') } : { addressLine1: 'Packstation' };
