import { expect, test } from 'vitest';
import { chargeableG, girth, keepsLimits, packParcels, unmeasured, type PackedItem } from './parcel.ts';

const anItem = (o: Partial<PackedItem> = {}): PackedItem => ({
  sku: 'A',
  quantity: 1,
  weightG: 400,
  lengthMm: 100,
  widthMm: 300,
  heightMm: 50,
  hazardous: false,
  ...o,
});

const limits = { maxWeightG: 31_500, maxLengthMm: 1_200, maxWidthMm: 600, maxHeightMm: 600, maxGirthMm: 3_600 };

test('units are stacked where the box grows least', () => {
  expect(packParcels([anItem({ quantity: 3 })])).toEqual([
    { weightG: 1_300, lengthMm: 300, widthMm: 150, heightMm: 100 },
  ]);
});

test('the largest base carries the others', () => {
  const other = anItem({ sku: 'B', weightG: 100, lengthMm: 500, widthMm: 80, heightMm: 20 });
  expect(packParcels([anItem(), other])).toEqual([{ weightG: 600, lengthMm: 500, widthMm: 100, heightMm: 70 }]);
});

test('a small thing lies on the side where the box hardly grows', () => {
  const slab = anItem({ lengthMm: 600, widthMm: 400, heightMm: 20 });
  const rod = anItem({ lengthMm: 390, widthMm: 30, heightMm: 20 });
  expect(packParcels([slab, rod])).toMatchObject([{ lengthMm: 630, widthMm: 400, heightMm: 20 }]);
});

test('what is too heavy or too large for one parcel goes into several, each within every limit', () => {
  const heavy = packParcels([anItem({ quantity: 5, weightG: 12_000 })], limits, 10);
  expect(heavy.map((parcel) => parcel.weightG)).toEqual([24_100, 24_100, 12_100]);
  const large = packParcels([anItem({ quantity: 4, lengthMm: 900, widthMm: 500, heightMm: 350 })], limits, 10);
  expect(large).toHaveLength(4);
  expect([...heavy, ...large].every((parcel) => keepsLimits(parcel, limits))).toBe(true);
});

test('a unit that no parcel can hold is still measured, and packing ends after one parcel too many', () => {
  const [only] = packParcels([anItem({ lengthMm: 3_000 })], limits, 10);
  expect(only).toMatchObject({ lengthMm: 3_000 });
  expect(packParcels([anItem({ quantity: 1_000, weightG: 30_000 })], limits, 10)).toHaveLength(11);
});

test('however the order names its lines, the parcel is the same', () => {
  const lines = [anItem(), anItem({ sku: 'B', lengthMm: 220 }), anItem({ sku: 'C', heightMm: 10, quantity: 3 })];
  expect(packParcels(lines.toReversed(), limits, 10)).toEqual(packParcels(lines, limits, 10));
});

test('girth is the longest side and twice the other two; volume counts by its divisor, rounded up', () => {
  const parcel = { weightG: 2_000, lengthMm: 600, widthMm: 400, heightMm: 300 };
  expect(girth(parcel)).toBe(2_000);
  expect(chargeableG(parcel, 5_000)).toBe(14_400);
  expect(chargeableG({ ...parcel, lengthMm: 601 }, 7_000)).toBe(10_303);
  expect(chargeableG({ ...parcel, weightG: 20_000 }, 5_000)).toBe(20_000);
  expect(chargeableG(parcel, null)).toBe(2_000);
});

test('missing weight or size is named, never guessed', () => {
  const items = [anItem({ weightG: null }), anItem({ sku: 'B', heightMm: 0 }), anItem({ sku: 'C' })];
  expect(unmeasured(items)).toEqual(['A', 'B']);
});
