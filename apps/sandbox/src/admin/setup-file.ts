import { randomBytes } from 'node:crypto';
import { credentials } from '../amazon/token.ts';
import { nordAccess } from '../carriers/nord-sftp.ts';
import { rheinSecrets } from '../carriers/rhein-http.ts';
import { suedAddress, suedSender } from '../carriers/sued-mail.ts';
import { makeCatalogue, oversizeProduct } from '../population/catalogue.ts';
import { marketplaceId } from '../population/make-order.ts';
import { publicUrl } from '../settings.ts';
import type { World } from '../world.ts';

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

/** What a merchant would have to enter to work with this world: accounts, carriers, catalogue. */
export function setupFile(world: World): object {
  const { settings, state } = world;
  const url = publicUrl(settings);
  const catalogue = makeCatalogue();
  const stock = (has: (sku: string, index: number) => boolean): Record<string, number> =>
    Object.fromEntries(
      [...catalogue, oversizeProduct].filter(({ sku }, index) => has(sku, index)).map(({ sku }) => [sku, 1_000_000]),
    );
  const sftp = { host: '127.0.0.1', port: settings.SANDBOX_SFTP_PORT, ...nordAccess(world) };
  const rhein = rheinSecrets(world);
  return {
    company: {
      name: 'Hansen & Söhne Handel GmbH',
      street: 'Speicherstadt 14',
      postcode: '20457',
      city: 'Hamburg',
      country: 'DE',
      vatId: 'DE811907980',
      taxNumber: '22/745/01234',
      email: 'service@kontor.test',
      phone: '+49 40 5550100',
      iban: 'DE02 2005 0550 1015 8719 42',
      register: 'Amtsgericht Hamburg HRB 104711',
      managingDirector: 'Frauke Hansen',
      timeZone: 'Europe/Berlin',
    },
    mail: {
      host: '127.0.0.1',
      port: settings.SANDBOX_SMTP_PORT,
      from: '"Hansen & Söhne" <service@kontor.test>',
      journal: 'journal@kontor.test',
    },
    channels: [
      {
        code: 'amazon-de',
        kind: 'amazon',
        name: 'Amazon.de',
        country: 'DE',
        currency: 'EUR',
        pollSeconds: 3,
        settlementPollSeconds: 15,
        connection: { endpoint: url, tokenUrl: `${url}/auth/o2/token`, ...credentials(world), marketplaceId },
        policy: {
          paidByChannel: true,
          invoiceMarketplaceFulfilled: true,
          mails: { received: true, shipped: true, invoice: true },
        },
      },
    ],
    products: [...catalogue, oversizeProduct].map(({ asin: _, ...product }) => product),
    carriers: [
      {
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
      },
      {
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
        handover: { transport: 'sftp', format: 'csv', ...sftp, inbox: '/inbox', archive: '/processed' },
        returns: { source: 'sftp', format: 'csv', ...sftp, folder: '/outbox', done: '/outbox/done', pollSeconds: 2 },
      },
      {
        code: 'SUED',
        name: 'Lagerhaus Süd',
        kind: 'external',
        priority: 3,
        confirmWithinMinutes: 2,
        stock: stock((_sku, index) => index % 3 === 0),
        services: [
          service('hermes', 'Hermes Standard', 'Hermes', 3, bands([2_000, 399], [10_000, 599], [25_000, 1_099])),
        ],
        handover: { transport: 'email', format: 'pdf', to: suedAddress },
        returns: {
          source: 'email',
          from: suedSender,
          pattern: {
            reference: 'Sendung: (\\S+)',
            trackingNumber: 'Sendungsnummer: (\\S+)',
            parcelService: 'Paketdienst: (\\S+)',
          },
        },
      },
      {
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
        handover: { transport: 'http', format: 'json', url: `${url}/carriers/xrhein/shipments`, apiKey: rhein.apiKey },
        returns: { source: 'http', secret: rhein.secret },
      },
    ],
    staff: [
      {
        email: 'anna@kontor.test',
        name: 'Anna Bauer',
        role: 'administrator',
        password: state.remembered('staff-password', () => `kontor-${randomBytes(6).toString('base64url')}`),
      },
    ],
  };
}
