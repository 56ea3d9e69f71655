import { expect, test } from 'vitest';
import { aMatrix, aService, aTariff } from '../testing.ts';
import { findShadows } from './find-shadows.ts';
import type { MatrixTerms, ServiceTerms } from './matrix-terms.ts';

const row = (carrier: string, cents: number, o: Partial<ServiceTerms> = {}) =>
  aService({ carrier, code: `${carrier}-${cents}`, tariffs: [aTariff([{ upToG: 31_500, cents }])], ...o });
const shadows = (rows: ServiceTerms[], terms: Partial<MatrixTerms> = {}) =>
  findShadows(aMatrix(rows, terms), '2026-11-25');

test('a row that another of the same carrier always beats is never chosen', () => {
  expect(shadows([row('HAUS', 400), row('HAUS', 500)])).toEqual([{ row: 2, by: 1, needsStock: false }]);
});

test('another carrier beats it only where it has stock', () => {
  expect(shadows([row('HAUS', 500), row('NORD', 400)])).toEqual([{ row: 1, by: 2, needsStock: true }]);
});

test('of two equal rows the higher one is chosen', () => {
  expect(shadows([row('HAUS', 400), row('HAUS', 400, { code: 'twin' })])).toMatchObject([{ row: 2, by: 1 }]);
});

const dear = row('HAUS', 500);
test.each([
  ['another country', { countries: ['AT'] }],
  ['part of the postcodes', { postcodes: ['2*'] }],
  ['excluded postcodes', { excludedPostcodes: ['26*'] }],
  ['no islands', { islands: false }],
  ['less weight', { maxWeightG: 5_000 }],
  ['a smaller side', { maxHeightMm: 100 }],
  ['fewer parcels', { maxParcels: 1 }],
  ['a channel left out', { excludedChannels: ['shop'] }],
  ['slower', { transitDays: 5 }],
  ['closed earlier', { cutOff: '09:00' }],
  ['fewer delivery days', { deliveryWeekdays: [1, 2, 3, 4, 5] }],
  ['paused', { active: false }],
  [
    'dearer when heavy',
    {
      tariffs: [
        aTariff([
          { upToG: 5_000, cents: 300 },
          { upToG: 31_500, cents: 900 },
        ]),
      ],
    },
  ],
  ['no price when heavy', { tariffs: [aTariff([{ upToG: 5_000, cents: 300 }])] }],
  [
    'another surcharge',
    {
      tariffs: [
        aTariff([{ upToG: 31_500, cents: 400 }], {
          surcharges: [{ name: 'x', when: 'always', over: 0, postcodes: [], cents: 500, permille: 0 }],
        }),
      ],
    },
  ],
  ['no tariff today', { tariffs: [aTariff([{ upToG: 31_500, cents: 400 }], { validTo: '2026-11-01' })] }],
] as [string, Partial<ServiceTerms>][])('a cheaper row shadows nothing when it has %s', (_what, o) => {
  expect(shadows([dear, row('HAUS', 400, o)])).toEqual([]);
});

test('in a fixed order only what stands above counts, whatever it costs', () => {
  const strategy = { kind: 'fixed_order' as const, dayCents: 0 };
  expect(shadows([row('HAUS', 900), row('HAUS', 100)], { strategy })).toMatchObject([{ row: 2, by: 1 }]);
});
