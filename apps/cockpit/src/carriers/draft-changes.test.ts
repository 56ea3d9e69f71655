import { expect, test } from 'vitest';
import { changedFields, countChanges } from './draft-changes.ts';
import { columns, moved } from './matrix-columns.ts';
import type { Service, Terms } from './matrix-documents.ts';
import { WRONG } from './read-cell.ts';

const service = (code: string, o: Partial<Service> = {}): Service => ({
  carrier: 'HAUS',
  code,
  name: code,
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
  cutOff: '16:00',
  transitDays: 1,
  deliveryWeekdays: [1, 2, 3, 4, 5],
  excludedChannels: [],
  tariffs: [],
  ...o,
});
const terms = (...services: Service[]): Terms => ({
  currency: 'EUR',
  strategy: { kind: 'cheapest', dayCents: 0 },
  islands: [],
  carriers: [],
  services,
});
const base = terms(service('a'), service('b'));
const read = (key: string, text: string) => columns.find((column) => column.key === key)!.read!(text);

test('nothing changed is no change, and a cell set back is none either', () => {
  expect(countChanges(base, structuredClone(base))).toBe(0);
  const there = { ...service('a'), ...(read('weight', '2') as object) };
  expect(countChanges(base, terms(there, service('b')))).toBe(1);
  expect(countChanges(base, terms({ ...there, ...(read('weight', '31,5') as object) }, service('b')))).toBe(0);
});

test('new, gone and moved rows count, and the strategy', () => {
  expect(countChanges(base, terms(service('a'), service('b'), service('c')))).toBe(1);
  expect(countChanges(base, terms(service('a')))).toBe(1);
  expect(countChanges(base, terms(...moved(base.services, 0, 1)))).toBe(1);
  expect(countChanges(base, { ...base, strategy: { kind: 'fastest', dayCents: 0 } })).toBe(1);
});

test('the changed cells of a row are known by their fields', () => {
  expect([...changedFields(base, service('a', { cutOff: '12:00' }))]).toEqual(['cutOff']);
  expect(changedFields(base, service('new')).size).toBeGreaterThan(10);
});

test('a cell takes what it shows, and refuses what it cannot mean', () => {
  const rich = service('a', { excludedChannels: ['ebay-de'], excludedPostcodes: ['26*'], maxWeightG: 2_500 });
  for (const column of columns.filter((one) => one.edit))
    expect([column.key, { ...rich, ...(column.read!(column.edit!(rich)) as object) }]).toEqual([column.key, rich]);
  expect([read('weight', 'viel'), read('size', '1'), read('cutOff', '25:00')]).toEqual([WRONG, WRONG, WRONG]);
});

test('the first row cannot rise and the last cannot sink', () => {
  expect(moved(base.services, 0, -1)).toEqual(base.services);
  expect(moved(base.services, 1, 1)).toEqual(base.services);
});
