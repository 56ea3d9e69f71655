import type { EntityManager } from '@mikro-orm/postgresql';
import { Carrier } from './carriers/carrier.entity.ts';
import type { RoutingInput } from './carriers/decision.ts';
import type { MatrixTerms, ServiceTerms, Tariff } from './carriers/matrix-terms.ts';
import { MatrixVersion } from './carriers/matrix-version.entity.ts';
import { defaultPolicy } from './channels/channel-policy.ts';
import { Channel } from './channels/channel.entity.ts';
import type { IncomingOrder } from './channels/incoming-order.ts';
import { Company } from './company/company.entity.ts';
import { newId } from './kernel/id.ts';
import { Product, Stock } from './products/product.entity.ts';

/** A row of the matrix that takes what fits into a house; overwrite what a test is about. */
export const aService = (o: Partial<ServiceTerms> = {}): ServiceTerms => ({
  carrier: 'HAUS',
  code: 'paket',
  name: 'Paket',
  parcelService: 'DHL',
  active: true,
  level: 'standard',
  countries: ['DE'],
  postcodes: [],
  excludedPostcodes: [],
  islands: true,
  hazardous: false,
  maxWeightG: 31_500,
  maxLengthMm: 1_200,
  maxWidthMm: 600,
  maxHeightMm: 600,
  maxGirthMm: 3_600,
  volumetricDivisor: null,
  maxParcels: 10,
  cutOff: '23:59',
  transitDays: 2,
  deliveryWeekdays: [1, 2, 3, 4, 5, 6],
  excludedChannels: [],
  tariffs: [
    aTariff([
      { upToG: 5_000, cents: 410 },
      { upToG: 31_500, cents: 890 },
    ]),
  ],
  ...o,
});

/** Prices for all of Germany; overwrite what a test is about. */
export const aTariff = (bands: { upToG: number; cents: number }[], o: Partial<Tariff> = {}): Tariff => ({
  version: '2026',
  validFrom: null,
  validTo: null,
  zones: [{ name: 'DE', countries: ['DE'], postcodes: [], bands }],
  surcharges: [],
  ...o,
});

/** A matrix of these rows, whose carriers work every day. */
export const aMatrix = (services: ServiceTerms[], o: Partial<MatrixTerms> = {}): MatrixTerms => ({
  currency: 'EUR',
  strategy: { kind: 'cheapest', dayCents: 0 },
  islands: ['26548'],
  carriers: [...new Set(services.map((service) => service.carrier))].map((code) => ({
    code,
    name: code,
    active: true,
    confirmWithinMinutes: 60,
    calendar: { weekdays: [1, 2, 3, 4, 5, 6, 7], region: null, closedOn: [], hours: null },
    excludedChannels: [],
  })),
  services,
  ...o,
});

/** Two kilograms of A to Cologne, decided on a Tuesday morning; overwrite what a test is about. */
export const aRoutingInput = (o: Partial<RoutingInput> = {}): RoutingInput => ({
  channel: 'amazon-de',
  country: 'DE',
  postcode: '50667',
  level: 'standard',
  items: [{ sku: 'A', quantity: 1, weightG: 1_900, lengthMm: 400, widthMm: 300, heightMm: 200, hazardous: false }],
  promisedOn: '2026-11-27',
  at: '2026-11-24T10:00',
  stock: {},
  maySplit: false,
  ...o,
});

let counter = 0;

/** An order as a channel reports it, ready to run; overwrite what a test is about. */
export function anIncomingOrder(o: Partial<IncomingOrder> = {}): IncomingOrder {
  const n = String((counter += 1)).padStart(7, '0');
  const at = new Date('2026-11-20T08:00:00Z');
  return {
    channelOrderId: `302-${n}-${n}`,
    channelUpdatedAt: at,
    placedAt: at,
    status: 'unshipped',
    marketplace: 'A1PA6795UKMFR9',
    fulfilledBy: 'merchant',
    serviceLevel: 'standard',
    paymentMethod: 'marketplace',
    shipBy: new Date('2026-11-23T22:59:59Z'),
    deliverFrom: new Date('2026-11-24T07:00:00Z'),
    deliverBy: new Date('2026-11-27T22:59:59Z'),
    currency: 'EUR',
    totalCents: 3_986,
    isBusiness: false,
    replaces: null,
    buyer: { name: 'Jana Groß', email: `buyer${n}@marketplace.amazon.de`, company: null, vatId: null },
    shippingAddress: {
      name: 'Jana Groß',
      street: `Lindenweg ${counter}`,
      postcode: '50667',
      city: 'Köln',
      country: 'DE',
    },
    remark: null,
    giftMessage: null,
    cancelRequest: null,
    lines: [
      { channelLineId: `${n}1`, sku: 'SKU-1', title: 'Kabel 1 m', quantity: 2, totalCents: 1_998, shippingCents: 0 },
      { channelLineId: `${n}2`, sku: 'SKU-2', title: 'Ladegerät', quantity: 1, totalCents: 1_499, shippingCents: 489 },
    ],
    packages: [],
    raw: { orderId: n },
    ...o,
  };
}

export interface SeededWorld {
  channelId: string;
  own: Carrier;
  partner: Carrier;
}

/** A company with one channel, an own warehouse, a cheaper partner for light parcels, and two products in stock. */
export async function seedWorld(em: EntityManager, { stock = 1_000_000 } = {}): Promise<SeededWorld> {
  em.create(Company, {
    id: 1,
    name: 'Muster Handel GmbH',
    street: 'Hafenstraße 1',
    postcode: '20457',
    city: 'Hamburg',
    country: 'DE',
    vatId: 'DE123456788',
    taxNumber: '22/123/45678',
    email: 'service@kontor.test',
    timeZone: 'Europe/Berlin',
    mailHost: '127.0.0.1',
    mailPort: 1025,
    mailFrom: 'service@kontor.test',
    mailJournal: 'journal@kontor.test',
  });
  const channel = em.create(Channel, {
    id: newId(),
    code: 'amazon-de',
    kind: 'amazon',
    account: 'A1SELLER',
    name: 'Amazon.de',
    country: 'DE',
    currency: 'EUR',
    connection: {},
    policy: {
      ...defaultPolicy('amazon'),
      mails: { received: true, shipped: true, invoice: true },
    },
  });
  const base = { id: newId(), confirmWithinMinutes: 60, returns: { source: 'none' } };
  const own = em.create(Carrier, {
    ...base,
    code: 'HAUS',
    name: 'Hauslager',
    kind: 'own',
    handover: { transport: 'none' },
  });
  const partner = em.create(Carrier, {
    ...base,
    id: newId(),
    code: 'NORD',
    name: 'Fulfilment Nord',
    kind: 'external',
    handover: { transport: 'sftp', format: 'csv' },
  });
  const small = aTariff([{ upToG: 600, cents: 290 }]);
  em.create(MatrixVersion, {
    id: newId(),
    number: 1,
    state: 'active',
    terms: aMatrix([
      aService(),
      aService({ carrier: 'NORD', code: 'klein', name: 'Kleinpaket', maxWeightG: 600, tariffs: [small] }),
    ]),
    createdBy: 'automation',
    createdAt: new Date('2026-11-01T08:00:00Z'),
    activeSince: new Date('2026-11-01T08:00:00Z'),
  });
  const sizes = { 'SKU-1': [80, 150, 100, 20], 'SKU-2': [140, 90, 60, 40] } as const;
  for (const [sku, [weightG, lengthMm, widthMm, heightMm]] of Object.entries(sizes)) {
    const priceCents = sku === 'SKU-1' ? 999 : 1_499;
    em.create(Product, { sku, title: sku, priceCents, weightG, lengthMm, widthMm, heightMm });
    for (const carrier of [own, partner]) em.create(Stock, { sku, carrierId: carrier.id, onHand: stock });
  }
  await em.flush();
  return { channelId: channel.id, own, partner };
}
