import { nordAccess } from '../carriers/nord-sftp.ts';
import { rheinSecrets } from '../carriers/rhein-http.ts';
import { suedAddress, suedSender } from '../carriers/sued-mail.ts';
import { makeCatalogue, oversizeProduct } from '../population/catalogue.ts';
import { csvTemplate, jsonTemplate, pdfTemplate } from './setup-templates.ts';
import { publicUrl } from '../settings.ts';
import type { World } from '../world.ts';

/** Where an answer says what. */
const fieldsAt = (shipment: string, trackingNumber: string, parcelService: string, shippedAt: string) => ({
  shipment: { at: shipment },
  trackingNumber: { at: trackingNumber },
  parcelService: { at: parcelService },
  shippedAt: { at: shippedAt },
});

type Stock = (has: (sku: string, index: number) => boolean) => Record<string, number>;
type Bands = { upToG: number; cents: number }[];

const bands = (...steps: [number, number][]): Bands => steps.map(([upToG, cents]) => ({ upToG, cents }));

const service = (
  code: string,
  name: string,
  parcelService: string,
  transitDays: number,
  of: Bands,
  o: object = {},
) => ({
  code,
  name,
  parcelService,
  level: 'standard',
  countries: ['DE'],
  maxWeightG: 31_500,
  maxLengthMm: 1_200,
  maxWidthMm: 600,
  maxHeightMm: 600,
  maxGirthMm: 3_600,
  transitDays,
  bands: of,
  ...o,
});

/** The carriers of this world as a merchant would enter them. */
export function setupCarriers(world: World): object[] {
  const products = [...makeCatalogue(), oversizeProduct];
  const stock: Stock = (has) =>
    Object.fromEntries(products.filter(({ sku }, index) => has(sku, index)).map(({ sku }) => [sku, 1_000_000]));
  return [ownWarehouse(stock), fulfilmentNord(world, stock), lagerhausSued(stock), expressRhein(world, stock)];
}

function ownWarehouse(stock: Stock): object {
  return {
    code: 'HAUS',
    name: 'Hauslager',
    kind: 'own',
    priority: 1,
    confirmWithinMinutes: 3,
    stock: stock(() => true),
    services: [
      service('dhl-paket', 'DHL Paket', 'DHL', 2, bands([5_000, 449], [10_000, 729], [31_500, 1_249])),
      service('dpd-express', 'DPD Express', 'DPD', 1, bands([5_000, 1_190], [31_500, 1_890]), {
        level: 'express',
        maxLengthMm: 1_750,
        maxGirthMm: 3_000,
      }),
    ],
    handover: { transport: 'none' },
    returns: { source: 'none' },
  };
}

function fulfilmentNord(world: World, stock: Stock): object {
  const { SANDBOX_PUBLIC_HOST: host, SANDBOX_SFTP_PORT: port } = world.settings;
  const sftp = { host, port, ...nordAccess(world), allowPrivate: true };
  return {
    code: 'NORD',
    name: 'Fulfilment Nord',
    kind: 'external',
    priority: 2,
    confirmWithinMinutes: 2,
    stock: stock((_sku, index) => index % 2 === 0),
    services: [
      service('dhl-klein', 'DHL Kleinpaket', 'DHL', 2, bands([1_000, 329]), {
        maxWeightG: 1_000,
        maxLengthMm: 353,
        maxWidthMm: 250,
        maxHeightMm: 80,
        maxGirthMm: 1_013,
      }),
      service('gls-parcel', 'GLS Parcel', 'GLS', 2, bands([3_000, 419], [15_000, 689])),
    ],
    handover: { transport: 'sftp', ...sftp, inbox: '/inbox', archive: '/processed' },
    template: csvTemplate,
    returns: {
      source: 'sftp',
      ...sftp,
      folder: '/outbox',
      done: '/outbox/done',
      pollSeconds: 2,
      mapping: {
        format: 'csv',
        fields: fieldsAt('shipment', 'tracking_number', 'parcel_service', 'shipped_at'),
      },
    },
  };
}

function lagerhausSued(stock: Stock): object {
  return {
    code: 'SUED',
    name: 'Lagerhaus Süd',
    kind: 'external',
    priority: 3,
    confirmWithinMinutes: 2,
    stock: stock((_sku, index) => index % 3 === 0),
    services: [service('hermes', 'Hermes Standard', 'Hermes', 3, bands([2_000, 399], [10_000, 599], [25_000, 1_099]))],
    handover: { transport: 'email', to: suedAddress },
    template: pdfTemplate,
    returns: {
      source: 'email',
      from: suedSender,
      mapping: {
        format: 'text',
        fields: fieldsAt('Sendung: (\\S+)', 'Sendungsnummer: (\\S+)', 'Paketdienst: (\\S+)', 'Versandt: (\\S+)'),
      },
    },
  };
}

function expressRhein(world: World, stock: Stock): object {
  const { apiKey, secret } = rheinSecrets(world);
  return {
    code: 'RHEIN',
    name: 'Express Rhein',
    kind: 'external',
    priority: 4,
    confirmWithinMinutes: 2,
    stock: stock((_sku, index) => index % 4 !== 3),
    services: [
      service('ups-express', 'UPS Express Saver', 'UPS', 1, bands([2_000, 890], [20_000, 1_590]), {
        level: 'express',
        maxLengthMm: 2_740,
        maxGirthMm: 4_000,
      }),
      service('ups-standard', 'UPS Standard', 'UPS', 2, bands([10_000, 649], [31_500, 1_149]), {
        maxLengthMm: 2_740,
        maxGirthMm: 4_000,
      }),
    ],
    handover: {
      transport: 'http',
      url: `${publicUrl(world.settings)}/carriers/xrhein/shipments`,
      apiKey,
      allowPrivate: true,
    },
    template: jsonTemplate,
    returns: {
      source: 'http',
      secret,
      mapping: { format: 'json', fields: fieldsAt('shipment', 'trackingNumber', 'parcelService', 'shippedAt') },
    },
  };
}
