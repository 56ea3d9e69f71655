import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { aMatrix, aRoutingInput, aService, aTariff } from '../testing.ts';
import { chooseCarrier } from './choose-carrier.ts';
import type { DecisionRecord, RoutingInput } from './decision.ts';
import { parseTerms, strategyKinds, surchargeConditions, type MatrixTerms, type ServiceTerms } from './matrix-terms.ts';
import { simulate } from './simulate-matrix.ts';

/** mulberry32: the same seed gives the same thousand worlds. */
function seeded(seed: number) {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(from: readonly T[]): T => from[between(0, from.length - 1)]!;
  return {
    between,
    pick,
    some: <T>(from: readonly T[]): T[] => from.filter(() => next() < 0.5),
    isLess: (p: number) => next() < p,
  };
}
type Chance = ReturnType<typeof seeded>;

const codes = ['HAUS', 'NORD', 'SUED', 'RHEIN'];
const skus = ['A', 'B', 'C'];
const postcodes = ['20457', '26548', '80331', '01067'];

function randomService(chance: Chance, index: number): ServiceTerms {
  const { between, pick, some, isLess } = chance;
  const bands = (from: number) =>
    [5_000, 15_000, 31_500].map((upToG, step) => ({ upToG, cents: from + step * 100 * between(1, 2) }));
  return aService({
    carrier: pick(codes),
    code: `s${index}`,
    active: isLess(0.95),
    level: pick(['standard', 'standard', 'express', 'cash_on_delivery']),
    countries: pick([['DE'], ['DE', 'AT']]),
    postcodes: isLess(0.15) ? ['2*', '80000-89999'] : [],
    excludedPostcodes: isLess(0.1) ? ['01*'] : [],
    islands: isLess(0.7),
    hazardous: isLess(0.5),
    maxWeightG: pick([2_000, 15_000, 31_500]),
    maxLengthMm: pick([600, 1_200]),
    maxGirthMm: pick([1_800, 3_600]),
    volumetricDivisor: pick([null, 5_000, 6_000]),
    maxParcels: between(1, 5),
    cutOff: pick(['11:00', '15:30', '23:59']),
    transitDays: between(0, 4),
    deliveryWeekdays: pick([
      [1, 2, 3, 4, 5],
      [1, 2, 3, 4, 5, 6],
    ]),
    excludedChannels: isLess(0.15) ? ['shop'] : [],
    tariffs: [
      aTariff(bands(100 * between(2, 4)), {
        version: 'a',
        validTo: isLess(0.3) ? '2026-11-30' : null,
        surcharges: (isLess(0.5) ? some(surchargeConditions) : []).map((when) => ({
          name: when,
          when,
          over: 700,
          postcodes: ['20*'],
          cents: between(0, 300),
          permille: between(0, 60),
        })),
      }),
      aTariff(bands(100 * between(2, 4)), { version: 'b', validFrom: '2026-11-26' }),
    ],
  });
}

function randomMatrix(chance: Chance): MatrixTerms {
  const services = Array.from({ length: chance.between(1, 9) }, (_, index) => randomService(chance, index));
  const terms = aMatrix(services, {
    strategy: { kind: chance.pick(['cheapest', 'cheapest', ...strategyKinds]), dayCents: chance.pick([0, 0, 60, 120]) },
  });
  const calendar = {
    weekdays: [1, 2, 3, 4, 5],
    region: chance.pick(['HH', 'BY', null] as const),
    closedOn: chance.some(['2026-12-24']),
    hours: null,
  };
  return {
    ...terms,
    carriers: terms.carriers.map((carrier) => ({ ...carrier, calendar, active: chance.isLess(0.95) })),
  };
}

const randomInput = ({ between, pick, some, isLess }: Chance): RoutingInput =>
  aRoutingInput({
    channel: pick(['amazon-de', 'shop']),
    country: pick(['DE', 'DE', 'DE', 'AT']),
    postcode: pick(postcodes),
    level: pick(['standard', 'standard', 'express']),
    items: [skus[0]!, ...some(skus.slice(1))].map((sku) => ({
      sku,
      quantity: between(1, 4),
      weightG: between(50, 9_000),
      lengthMm: between(100, 900),
      widthMm: between(50, 500),
      heightMm: between(10, 300),
      hazardous: isLess(0.1),
    })),
    promisedOn: pick([null, '2026-11-26', '2026-11-30']),
    at: `2026-11-${between(23, 29)}T${pick(['09:15', '13:00', '17:45'])}`,
    stock: Object.fromEntries(codes.map((code) => [code, Object.fromEntries(skus.map((sku) => [sku, between(0, 6)]))])),
    maySplit: isLess(0.5),
  });

/** What the database gives back: JSON, whose objects have lost the sequence of their keys. */
const stored = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value), (_key, of: unknown) =>
    of && typeof of === 'object' && !Array.isArray(of)
      ? Object.fromEntries(Object.entries(of).toSorted(([a], [b]) => (a < b ? 1 : -1)))
      : of,
  ) as T;

const seed = 20_261_125;
const matrices = 600;
const ordersEach = 5;

test(`${matrices * ordersEach} random orders on ${matrices} random matrices: stored inputs and version give the stored record`, () => {
  const chance = seeded(seed);
  const reasons = new Set<string>();
  const wrong: string[] = [];
  for (let number = 1; number <= matrices; number += 1) {
    const matrix = { number, terms: parseTerms(randomMatrix(chance)) };
    const kept = { number, terms: parseTerms(stored(matrix.terms)) };
    for (let n = 0; n < ordersEach; n += 1) {
      const record = chooseCarrier(matrix, randomInput(chance));
      reasons.add(record.reason);
      const again = chooseCarrier(kept, stored(record).input);
      if (!isDeepStrictEqual(again, record)) wrong.push(`${number}/${n}: not the same again`);
      wrong.push(...contradictions(record, matrix.terms).map((what) => `${number}/${n}: ${what}`));
    }
  }
  expect(wrong).toEqual([]);
  // The generator reaches every way a decision can end.
  expect([...reasons].toSorted()).toEqual([
    'cheaper_at_same_day',
    'cheapest',
    'cheapest_in_time',
    'faster_at_same_price',
    'fastest',
    'fastest_none_in_time',
    'first_in_order',
    'none_fits',
    'only_one_fits',
    'priority_at_same_price',
    'split',
    'weighted_best',
    'worth_the_surcharge',
  ]);
}, 180_000);

/** What a record says that cannot be true. */
function contradictions({ legs, candidates, input, reason }: DecisionRecord, terms: MatrixTerms): string[] {
  const ordered = Object.fromEntries(input.items.map((item) => [item.sku, item.quantity]));
  const shipped: Record<string, number> = {};
  const parts = legs.flatMap(({ carrierCode, demand }) =>
    Object.entries(demand).map(([sku, quantity]) => ({ sku, quantity, free: input.stock[carrierCode]![sku]! })),
  );
  for (const { sku, quantity } of parts) shipped[sku] = (shipped[sku] ?? 0) + quantity;
  const isUnfounded = candidates.some(
    ({ fits, criteria, cost, arrival }) =>
      fits !== criteria.every((criterion) => criterion.passed) || (fits && (!cost || !arrival)),
  );
  const inTime = candidates.filter(({ fits, arrival }) => fits && arrival!.arrivesOn <= (input.promisedOn ?? '9'));
  const cheapest = Math.min(...inTime.map((candidate) => candidate.cost!.cents));
  const said: [boolean, string][] = [
    [candidates.length !== terms.services.length, 'a row is missing'],
    [isUnfounded, 'a candidate fits without reason'],
    [!legs.length !== (reason === 'none_fits'), 'nobody ships, and it does not say so'],
    [legs.length > 0 && !isDeepStrictEqual(shipped, ordered), 'the shipments are not the order'],
    [parts.some(({ quantity, free }) => quantity > free), 'more is shipped than lies there'],
    [reason === 'cheapest_in_time' && !terms.strategy.dayCents && legs[0]!.cents !== cheapest, 'not the cheapest'],
  ];
  return said.filter(([holds]) => holds).map(([, what]) => what);
}

test('a matrix tried against itself changes nothing, whatever the orders', () => {
  const chance = seeded(seed + 1);
  const matrix = { number: 1, terms: randomMatrix(chance) };
  const orders = Array.from({ length: 200 }, (_, n) => ({
    orderId: `${n}`,
    orderNumber: `A-${n}`,
    input: randomInput(chance),
  }));
  const { changes, unchanged, beforeCents, afterCents, rows } = simulate(matrix, { ...matrix, number: 2 }, orders);
  expect({ changes, unchanged }).toEqual({ changes: [], unchanged: 200 });
  expect(afterCents).toBe(beforeCents);
  expect(rows.every((row) => row.before === row.after)).toBe(true);
});
