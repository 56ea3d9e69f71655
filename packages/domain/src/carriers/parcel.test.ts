import { expect, test } from 'vitest';
import { packParcel } from './parcel.ts';

const item = { sku: 'A', quantity: 1, weightG: 400, lengthMm: 100, widthMm: 300, heightMm: 50 };

test('units are stacked on their shortest side', () => {
  expect(packParcel([{ ...item, quantity: 3 }])).toEqual({
    weightG: 1_300,
    lengthMm: 300,
    widthMm: 150,
    heightMm: 100,
  });
});

test('the largest base carries the others', () => {
  const other = { sku: 'B', quantity: 1, weightG: 100, lengthMm: 500, widthMm: 80, heightMm: 20 };
  expect(packParcel([item, other])).toEqual({ weightG: 600, lengthMm: 500, widthMm: 100, heightMm: 70 });
});

test('missing weight or size is named, never guessed', () => {
  expect(
    packParcel([
      { ...item, weightG: null },
      { ...item, sku: 'B', heightMm: 0 },
      { ...item, sku: 'C' },
    ]),
  ).toEqual({ missing: ['A', 'B'] });
});
