import { expect, test } from 'vitest';
import { bucketOf } from './durations.ts';
import type { Measure } from './kpi.entity.ts';
import { daysBefore, daysBetween, sumUp, type DayFigure } from './sum-up.ts';

const figure = (day: string, measure: Measure, n: number, o: Partial<DayFigure> = {}): DayFigure => ({
  day,
  measure,
  n,
  key: '',
  bucket: -1,
  cents: 0,
  ...o,
});

test('shares, percentiles and sums of a period are those of all its orders, not means of its days', () => {
  const { all, days } = sumUp(
    [
      figure('2026-11-01', 'orders', 100),
      figure('2026-11-01', 'by_hand', 10),
      figure('2026-11-02', 'orders', 1),
      figure('2026-11-02', 'by_hand', 1),
      figure('2026-11-01', 'to_shipment', 99, { bucket: bucketOf(100) }),
      figure('2026-11-02', 'to_shipment', 1, { bucket: bucketOf(10_000) }),
      figure('2026-10-31', 'orders', 50),
    ],
    ['2026-11-01', '2026-11-02'],
  );
  expect(all).toMatchObject({ orders: 101, byHand: 11 });
  expect(all.automaticShare).toBeCloseTo(90 / 101, 6);
  expect(all.durations.to_shipment).toMatchObject({ count: 100 });
  expect(all.durations.to_shipment.p95).toBeLessThan(110);
  expect(days.map(({ orders, automaticShare }) => [orders, automaticShare])).toEqual([
    [100, 0.9],
    [1, 0],
  ]);
});

test('a day without anything has zeros, and no share of nothing', () => {
  const { all, days } = sumUp([], ['2026-11-01']);
  expect(all).toMatchObject({ orders: 0, automaticShare: null, lateShare: null });
  expect(days[0]!.durations.to_payment).toEqual({ count: 0, p50: null, p95: null });
});

test('reasons and carriers are by size; a shipment whose hand-over time is unknown counts, but measures nothing', () => {
  const { heldFor, carriers } = sumUp(
    [
      figure('2026-11-01', 'held', 2, { key: 'address' }),
      figure('2026-11-01', 'held', 5, { key: 'remark' }),
      figure('2026-11-01', 'confirmed', 3, { key: 'NORD', bucket: bucketOf(60), cents: 870 }),
      figure('2026-11-01', 'confirmed', 1, { key: 'NORD', cents: 290 }),
    ],
    ['2026-11-01'],
  );
  expect(heldFor).toEqual([
    { reason: 'remark', orders: 5 },
    { reason: 'address', orders: 2 },
  ]);
  expect(carriers).toMatchObject([{ carrierId: 'NORD', shipments: 4, cents: 1_160, confirmation: { count: 3 } }]);
});

test('days run over months and the clock’s change, and those before them follow without a gap', () => {
  expect(daysBetween('2026-02-27', '2026-03-02')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02']);
  expect(daysBefore(['2026-03-01', '2026-03-02'])).toEqual(['2026-02-27', '2026-02-28']);
});
