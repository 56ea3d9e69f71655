import { parseTerms, type CarrierTerms, type MatrixTerms, type ServiceTerms } from './matrix-terms.ts';
import { germanIslands } from './postcodes.ts';

type Band = [upToKg: number, euros: number];

const tariff = (bands: Band[], surcharges: object[] = []) => ({
  version: 'Beispiel 2026',
  zones: [
    {
      name: 'Deutschland',
      countries: ['DE'],
      bands: bands.map(([kg, euro]) => ({ upToG: kg * 1_000, cents: Math.round(euro * 100) })),
    },
  ],
  surcharges,
});

const limits = (kg: number, [length, width, height]: [number, number, number], girth: number) => ({
  maxWeightG: kg * 1_000,
  maxLengthMm: length * 10,
  maxWidthMm: width * 10,
  maxHeightMm: height * 10,
  maxGirthMm: girth * 10,
});

const island = (euros: number) => ({ name: 'Inselzuschlag', when: 'island', cents: euros * 100 });
const bulky = (overCm: number, euros: number) => ({
  name: 'Sperrgut',
  when: 'longer_than',
  over: overCm * 10,
  cents: euros * 100,
});
const hazard = (euros: number) => ({ name: 'Gefahrgut', when: 'hazardous', cents: euros * 100 });

const base = { level: 'standard', countries: ['DE'], cutOff: '16:00', transitDays: 1 };

/**
 * The five parcel services as a merchant may begin with them. Sizes as they are published (DHL V01PAK and V62KP, DPD Classic,
 * GLS Parcel, Hermes Standard, UPS Standard and Express Saver); prices and cut-offs are examples: contracts differ.
 */
const parcelServices = [
  {
    ...base,
    code: 'dhl-kleinpaket',
    name: 'DHL Kleinpaket',
    parcelService: 'DHL',
    transitDays: 2,
    ...limits(1, [35.3, 25, 8], 101.3),
    maxParcels: 1,
    tariffs: [tariff([[1, 2.89]])],
  },
  {
    ...base,
    code: 'dhl-paket',
    name: 'DHL Paket',
    parcelService: 'DHL',
    ...limits(31.5, [200, 60, 60], 360),
    hazardous: true,
    tariffs: [
      tariff(
        [
          [2, 4.35],
          [5, 4.79],
          [10, 6.49],
          [20, 8.99],
          [31.5, 11.9],
        ],
        [bulky(120, 22), hazard(5)],
      ),
    ],
  },
  {
    ...base,
    code: 'dpd-classic',
    name: 'DPD Classic',
    parcelService: 'DPD',
    ...limits(31.5, [175, 100, 100], 300),
    cutOff: '15:30',
    deliveryWeekdays: [1, 2, 3, 4, 5],
    tariffs: [
      tariff(
        [
          [3, 4.15],
          [10, 5.85],
          [20, 7.95],
          [31.5, 10.9],
        ],
        [island(14)],
      ),
    ],
  },
  {
    ...base,
    code: 'gls-parcel',
    name: 'GLS Parcel',
    parcelService: 'GLS',
    ...limits(31.5, [200, 80, 60], 300),
    cutOff: '15:00',
    deliveryWeekdays: [1, 2, 3, 4, 5],
    tariffs: [
      tariff(
        [
          [3, 4.05],
          [10, 5.75],
          [20, 7.9],
          [31.5, 10.5],
        ],
        [island(15)],
      ),
    ],
  },
  {
    ...base,
    code: 'hermes-standard',
    name: 'Hermes Standard',
    parcelService: 'Hermes',
    ...limits(31.5, [120, 60, 60], 360),
    transitDays: 2,
    cutOff: '14:00',
    tariffs: [
      tariff([
        [3, 3.89],
        [10, 5.6],
        [25, 9.4],
        [31.5, 12.9],
      ]),
    ],
  },
  {
    ...base,
    code: 'ups-standard',
    name: 'UPS Standard',
    parcelService: 'UPS',
    ...limits(70, [274, 120, 120], 400),
    cutOff: '17:00',
    deliveryWeekdays: [1, 2, 3, 4, 5],
    tariffs: [
      tariff(
        [
          [5, 5.9],
          [20, 8.7],
          [31.5, 11.5],
          [70, 29.9],
        ],
        [island(12), { name: 'Treibstoff', when: 'always', permille: 60 }],
      ),
    ],
  },
  {
    ...base,
    code: 'ups-express-saver',
    name: 'UPS Express Saver',
    parcelService: 'UPS',
    level: 'express',
    ...limits(70, [274, 120, 120], 400),
    volumetricDivisor: 5_000,
    islands: false,
    cutOff: '17:00',
    deliveryWeekdays: [1, 2, 3, 4, 5],
    tariffs: [
      tariff(
        [
          [2, 10.9],
          [10, 15.9],
          [31.5, 24.9],
          [70, 59],
        ],
        [{ name: 'Treibstoff', when: 'always', permille: 60 }],
      ),
    ],
  },
];

/** What a fulfilment partner offers as an example: one flat tariff each. */
const partnerServices = [
  {
    ...base,
    code: 'standard',
    name: 'Paket Standard',
    parcelService: 'DHL',
    ...limits(31.5, [120, 60, 60], 360),
    cutOff: '12:00',
    tariffs: [
      tariff([
        [2, 3.95],
        [10, 5.9],
        [31.5, 9.9],
      ]),
    ],
  },
  {
    ...base,
    code: 'express',
    name: 'Paket Express',
    parcelService: 'UPS',
    level: 'express',
    ...limits(31.5, [120, 60, 60], 360),
    cutOff: '12:00',
    islands: false,
    tariffs: [
      tariff([
        [5, 9.9],
        [31.5, 17.9],
      ]),
    ],
  },
];

/** Example rows for a carrier: the five parcel services for the own warehouse, two of its own for a partner. */
export const exampleServices = (
  carrier: Pick<CarrierTerms, 'code' | 'name'>,
  kind: 'own' | 'external',
): ServiceTerms[] => exampleMatrix([{ ...carrier, kind, confirmWithinMinutes: 1 }]).services;

interface ExampleCarrier {
  code: string;
  name: string;
  kind: 'own' | 'external';
  confirmWithinMinutes: number;
}

/** A whole matrix to begin with, for carriers of which nothing else is known: Monday to Friday from 8 to 5. */
export const exampleMatrix = (carriers: ExampleCarrier[]): MatrixTerms =>
  parseTerms({
    islands: germanIslands,
    carriers: carriers.map(({ code, name, confirmWithinMinutes }) => ({
      code,
      name,
      confirmWithinMinutes,
      calendar: { weekdays: [1, 2, 3, 4, 5], region: 'BUND', hours: { from: '08:00', to: '17:00' } },
    })),
    services: carriers.flatMap(({ code: carrier, kind }) =>
      (kind === 'own' ? parcelServices : partnerServices).map((service) => ({ carrier, ...service })),
    ),
  });
