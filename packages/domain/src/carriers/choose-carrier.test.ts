import { expect, test } from 'vitest';
import { aMatrix, aRoutingInput, aService, aTariff } from '../testing.ts';
import { chooseCarrier } from './choose-carrier.ts';
import type { Criterion, RoutingInput } from './decision.ts';
import type { MatrixTerms, ServiceTerms } from './matrix-terms.ts';

const priced = (carrier: string, cents: number, transitDays = 2, o: Partial<ServiceTerms> = {}) =>
  aService({ carrier, transitDays, tariffs: [aTariff([{ upToG: 31_500, cents }])], ...o });

/** Every carrier has ten of A unless told otherwise. */
function choose(services: ServiceTerms[], o: Partial<RoutingInput> = {}, terms: Partial<MatrixTerms> = {}) {
  const stock = Object.fromEntries(services.map((service) => [service.carrier, { A: 10 }]));
  return chooseCarrier({ number: 7, terms: aMatrix(services, terms) }, aRoutingInput({ stock, ...o }));
}

const criterion = (record: ReturnType<typeof choose>, name: Criterion['name']) =>
  record.candidates[0]!.criteria.find((one) => one.name === name);

test('the cheapest of those that arrive in time wins, and the record names the version and the runner-up', () => {
  const record = choose([priced('CHEAP_LATE', 100, 9), priced('DEAR', 500, 1), priced('RIGHT', 300, 2)]);
  expect(record).toMatchObject({ matrixVersion: 7, reason: 'cheapest_in_time' });
  expect(record.legs).toMatchObject([{ carrierCode: 'RIGHT', cents: 300, arrivesOn: '2026-11-26' }]);
  expect(record.runnerUp).toEqual({
    carrierCode: 'DEAR',
    serviceCode: 'paket',
    cents: 500,
    arrivesOn: '2026-11-25',
    row: 2,
  });
});

test('at the same price the faster wins, then the higher row', () => {
  const [slow, fast] = [priced('SLOW', 300, 3), priced('FAST', 300, 1)];
  expect(choose([slow, fast])).toMatchObject({ legs: [{ carrierCode: 'FAST' }], reason: 'faster_at_same_price' });
  const twin = priced('TWIN', 300, 1);
  expect(choose([fast, twin])).toMatchObject({ legs: [{ carrierCode: 'FAST' }], reason: 'priority_at_same_price' });
  expect(choose([twin, fast])).toMatchObject({ legs: [{ carrierCode: 'TWIN' }], reason: 'priority_at_same_price' });
});

test('when none arrives in time the fastest wins', () => {
  const record = choose([priced('CHEAP', 100, 5), priced('FAST', 900, 3)], { promisedOn: '2026-11-25' });
  expect(record).toMatchObject({ legs: [{ carrierCode: 'FAST' }], reason: 'fastest_none_in_time' });
});

test.each([
  [0, 'SLOW', 'cheapest_in_time'],
  [49, 'SLOW', 'cheapest_in_time'],
  [50, 'FAST', 'worth_the_surcharge'],
])('a day earlier may cost %i cents more: %s', (dayCents, carrierCode, reason) => {
  // 100 cents more for two days earlier.
  const record = choose(
    [priced('SLOW', 300, 3), priced('FAST', 400, 1)],
    {},
    { strategy: { kind: 'cheapest', dayCents } },
  );
  expect(record).toMatchObject({ legs: [{ carrierCode }], reason });
});

test.each([
  ['fastest', 0, 'FAST', 'fastest'],
  ['fixed_order', 0, 'FIRST', 'first_in_order'],
  ['weighted', 10, 'CHEAP', 'weighted_best'],
  ['weighted', 500, 'FAST', 'weighted_best'],
] as const)('strategy %s (%i) takes %s', (kind, dayCents, carrierCode, reason) => {
  const rows = [priced('FIRST', 900, 6), priced('CHEAP', 200, 5), priced('FAST', 700, 1)];
  expect(choose(rows, {}, { strategy: { kind, dayCents } })).toMatchObject({ legs: [{ carrierCode }], reason });
});

test('each limit alone excludes, and the record says which with both numbers', () => {
  const items = [
    { sku: 'A', quantity: 1, weightG: 40_000, lengthMm: 1_900, widthMm: 700, heightMm: 650, hazardous: true },
  ];
  const record = choose([aService({ carrier: 'X', islands: false, postcodes: ['2*'], excludedChannels: ['shop'] })], {
    items,
    country: 'DE',
    postcode: '26548',
    level: 'express',
    channel: 'shop',
    stock: { X: { A: 0 } },
  });
  expect(record.legs).toEqual([]);
  const failed = record.candidates[0]!.criteria.filter(({ passed }) => !passed).map(({ name }) => name);
  expect(failed).toEqual([
    'channel',
    'island',
    'level',
    'hazardous',
    'weight',
    'length',
    'width',
    'height',
    'girth',
    'tariff',
    'stock',
  ]);
  expect(criterion(record, 'weight')).toEqual({
    name: 'weight',
    value: 40_100,
    limit: 31_500,
    unit: 'g',
    passed: false,
  });
  expect(criterion(record, 'girth')).toEqual({ name: 'girth', value: 4_600, limit: 3_600, unit: 'mm', passed: false });
  const stock = { name: 'stock', value: 1, limit: 0, unit: 'pieces', passed: false, sku: 'A' };
  expect(criterion(record, 'stock')).toEqual(stock);
});

test.each([
  ['another country', { country: 'AT' }, {}, 'country'],
  ['a postcode outside', { postcode: '80331' }, { postcodes: ['20000-25999'] }, 'postcode'],
  ['an excluded postcode', { postcode: '80331' }, { excludedPostcodes: ['80*'] }, 'postcode'],
  ['a paused row', {}, { active: false }, 'active'],
  ['a carrier that is not armed', { resting: ['X'] }, {}, 'active'],
] as [string, Partial<RoutingInput>, Partial<ServiceTerms>, Criterion['name']][])(
  '%s excludes',
  (_what, input, row, name) => {
    const record = choose([aService({ carrier: 'X', ...row })], input);
    expect(record.candidates[0]!.criteria.filter(({ passed }) => !passed).map((one) => one.name)).toContain(name);
    expect(record.reason).toBe('none_fits');
  },
);

test('volume counts where the service has a divisor', () => {
  const items = [{ sku: 'A', quantity: 1, weightG: 900, lengthMm: 600, widthMm: 400, heightMm: 300, hazardous: false }];
  const bands = [
    { upToG: 2_000, cents: 400 },
    { upToG: 20_000, cents: 1_200 },
  ];
  const row = (volumetricDivisor: number | null) =>
    aService({ carrier: 'X', volumetricDivisor, tariffs: [aTariff(bands)] });
  expect(choose([row(null)], { items }).legs[0]!.cents).toBe(400);
  const record = choose([row(5_000)], { items });
  expect(record.legs[0]!.cents).toBe(1_200);
  expect(criterion(record, 'tariff')).toMatchObject({ value: 14_400, limit: 20_000, passed: true });
});

test('the tariff of the day of dispatch counts, by zone, with its surcharges named', () => {
  const zones = [
    { name: 'Inseln', countries: ['DE'], postcodes: ['26548'], bands: [{ upToG: 31_500, cents: 700 }] },
    { name: 'Festland', countries: ['DE'], postcodes: [], bands: [{ upToG: 31_500, cents: 400 }] },
  ];
  const surcharge = { over: 0, postcodes: [], cents: 0, permille: 0 };
  const surcharges = [
    { ...surcharge, name: 'Treibstoff', when: 'always' as const, permille: 25 },
    { ...surcharge, name: 'Insel', when: 'island' as const, cents: 1_000 },
    { ...surcharge, name: 'Sperrgut', when: 'longer_than' as const, over: 1_000, cents: 2_000 },
  ];
  const old = aTariff([{ upToG: 31_500, cents: 1 }], { version: 'alt', validTo: '2026-11-23' });
  const now = aTariff([], { version: 'neu', validFrom: '2026-11-24', zones, surcharges });
  const rows = [aService({ carrier: 'X', tariffs: [old, now] })];
  expect(choose(rows).candidates[0]!.cost).toEqual({
    cents: 410,
    baseCents: 400,
    surcharges: [{ name: 'Treibstoff', parcels: 1, cents: 10 }],
    tariff: 'neu',
    zone: 'Festland',
  });
  expect(choose(rows, { postcode: '26548' }).candidates[0]!.cost).toMatchObject({ cents: 1_718, zone: 'Inseln' });
  expect(choose(rows, { at: '2026-11-23T10:00' }).candidates[0]!.cost).toMatchObject({ cents: 1, tariff: 'alt' });
  const none = choose([aService({ carrier: 'X', tariffs: [old] })]);
  expect(criterion(none, 'tariff')).toMatchObject({ limit: 0, passed: false });
});

test('arrival: cut-off, the carrier’s working days and holidays, then the days on the way', () => {
  const calendar = { weekdays: [1, 2, 3, 4, 5], region: 'HH' as const, closedOn: ['2026-12-24'], hours: null };
  const row = aService({ carrier: 'X', cutOff: '16:00', transitDays: 1 });
  const [carrier] = aMatrix([row]).carriers;
  const arrivalAt = (at: string) =>
    choose([row], { at }, { carriers: [{ ...carrier!, calendar }] }).candidates[0]!.arrival;
  expect(arrivalAt('2026-11-24T16:00')).toMatchObject({
    missedCutOff: false,
    shipsOn: '2026-11-24',
    arrivesOn: '2026-11-25',
  });
  expect(arrivalAt('2026-11-27T16:01')).toEqual({
    cutOff: '16:00',
    missedCutOff: true,
    shipsOn: '2026-11-30',
    transitDays: 1,
    arrivesOn: '2026-12-01',
    skipped: [
      { day: '2026-11-28', why: 'weekday' },
      { day: '2026-11-29', why: 'weekday' },
    ],
  });
  expect(arrivalAt('2026-12-23T17:00')).toMatchObject({ shipsOn: '2026-12-28', arrivesOn: '2026-12-29' });
  expect(arrivalAt('2026-11-27T09:00')).toMatchObject({ shipsOn: '2026-11-27', arrivesOn: '2026-11-28' });
});

test('several parcels are priced one by one', () => {
  const items = [
    { sku: 'A', quantity: 3, weightG: 12_000, lengthMm: 300, widthMm: 300, heightMm: 300, hazardous: false },
  ];
  const record = choose([priced('X', 500)], { items });
  expect(record.legs[0]).toMatchObject({ cents: 1_000, parcels: [{ weightG: 24_100 }, { weightG: 12_100 }] });
  expect(criterion(choose([priced('X', 500, 2, { maxParcels: 1 })], { items }), 'parcels')).toMatchObject({
    value: 2,
    limit: 1,
    passed: false,
  });
});

const two = [
  { sku: 'A', quantity: 2, weightG: 500, lengthMm: 200, widthMm: 100, heightMm: 50, hazardous: false },
  { sku: 'B', quantity: 1, weightG: 500, lengthMm: 200, widthMm: 100, heightMm: 50, hazardous: false },
];

test('an order that no carrier has whole is split over as few as possible, where the channel allows it', () => {
  const rows = [priced('X', 300), priced('Y', 400), priced('Z', 100)];
  const stock = { X: { A: 2 }, Y: { B: 5, A: 1 }, Z: { A: 1 } };
  const record = choose(rows, { items: two, stock, maySplit: true });
  expect(record.reason).toBe('split');
  expect(record.legs.map((leg) => [leg.carrierCode, leg.demand, leg.cents])).toEqual([
    ['Y', { A: 1, B: 1 }, 400],
    ['Z', { A: 1 }, 100],
  ]);
  expect(record.legs.every((leg) => leg.candidates!.some((candidate) => candidate.fits))).toBe(true);
  expect(choose(rows, { items: two, stock, maySplit: false })).toMatchObject({ legs: [], reason: 'none_fits' });
});

test('three carriers are asked when two do not suffice; what nobody has stays unshipped', () => {
  const rows = [priced('X', 300), priced('Y', 400), priced('Z', 100)];
  const demand = { items: [{ ...two[0]!, quantity: 3 }], maySplit: true };
  expect(choose(rows, { ...demand, stock: { X: { A: 1 }, Y: { A: 1 }, Z: { A: 1 } } }).legs).toHaveLength(3);
  expect(choose(rows, { ...demand, stock: { X: { A: 1 }, Y: { A: 1 }, Z: { A: 0 } } }).legs).toEqual([]);
});

test('what a person has split leaves in those parts, each with its own carrier; the stock of one is gone for the next', () => {
  const rows = [priced('X', 300), priced('Y', 400)];
  const stock = { X: { A: 1, B: 5 }, Y: { A: 5 } };
  const record = choose(rows, { items: two, stock, parts: [{ A: 1 }] });
  expect(record.reason).toBe('split_by_hand');
  expect(record.legs.map((leg) => [leg.carrierCode, leg.demand])).toEqual([
    ['X', { A: 1, B: 1 }],
    ['Y', { A: 1 }],
  ]);
  expect(choose(rows, { items: two, stock: { X: { A: 1, B: 5 } }, parts: [{ A: 1 }] })).toMatchObject({
    legs: [],
    reason: 'none_fits',
  });
});
