import { expect, test } from 'vitest';
import { pickList, type PickLine } from './pick-list.ts';

const line = (shipment: string, sku: string, quantity: number, bin: string | null): PickLine => ({
  shipment,
  sku,
  title: sku,
  quantity,
  bin,
});

test('one stop per product, along the shelves, what has no place last', () => {
  const stops = pickList([
    line('S-1', 'LAMP', 1, null),
    line('S-1', 'CABLE', 2, 'B-12'),
    line('S-2', 'CABLE', 1, 'B-12'),
    line('S-1', 'CABLE', 3, 'B-12'),
    line('S-2', 'PEN', 4, 'B-2'),
  ]);
  expect(stops.map(({ sku, bin, quantity }) => [sku, bin, quantity])).toEqual([
    ['PEN', 'B-2', 4],
    ['CABLE', 'B-12', 6],
    ['LAMP', null, 1],
  ]);
  expect(stops[1]!.shipments).toEqual([
    { number: 'S-1', quantity: 5 },
    { number: 'S-2', quantity: 1 },
  ]);
});
