import { expect, test } from 'vitest';
import { aService } from '../testing.ts';
import { chooseCarrier, type RoutingInput } from './choose-carrier.ts';
import type { MatrixCarrier } from './matrix.ts';

const anInput = (o: Partial<RoutingInput> = {}): RoutingInput => ({
  country: 'DE',
  level: 'standard',
  parcel: { weightG: 2_000, lengthMm: 400, widthMm: 300, heightMm: 200 },
  demand: { A: 1 },
  promisedOn: '2026-11-27',
  today: '2026-11-24',
  ...o,
});

const aCarrier = (code: string, o: Partial<MatrixCarrier> = {}): MatrixCarrier => ({
  id: code,
  code,
  name: code,
  priority: 1,
  matrixVersion: 1,
  services: [aService()],
  stock: { A: 10 },
  ...o,
});

const priced = (cents: number, transitDays = 2) => aService({ transitDays, bands: [{ upToG: 31_500, cents }] });

test('the cheapest of those that arrive in time wins', () => {
  const record = chooseCarrier(anInput(), [
    aCarrier('CHEAP_LATE', { services: [priced(100, 9)] }),
    aCarrier('DEAR', { services: [priced(500, 1)] }),
    aCarrier('RIGHT', { services: [priced(300, 2)] }),
  ]);
  expect(record.chosen?.carrierCode).toBe('RIGHT');
  expect(record.reason).toBe('cheapest_in_time');
});

test('at the same price the faster wins, then the priority', () => {
  const slow = aCarrier('SLOW', { services: [priced(300, 3)] });
  const fast = aCarrier('FAST', { services: [priced(300, 1)], priority: 9 });
  expect(chooseCarrier(anInput(), [slow, fast])).toMatchObject({
    chosen: { carrierCode: 'FAST' },
    reason: 'faster_at_same_price',
  });
  const second = aCarrier('SECOND', { services: [priced(300, 1)], priority: 10 });
  expect(chooseCarrier(anInput(), [second, fast])).toMatchObject({
    chosen: { carrierCode: 'FAST' },
    reason: 'priority_at_same_price',
  });
});

test('when none arrives in time the fastest wins', () => {
  const record = chooseCarrier(anInput({ promisedOn: '2026-11-25' }), [
    aCarrier('CHEAP', { services: [priced(100, 5)] }),
    aCarrier('FAST', { services: [priced(900, 3)] }),
  ]);
  expect(record).toMatchObject({ chosen: { carrierCode: 'FAST' }, reason: 'fastest_none_in_time' });
});

test('each limit alone excludes, and the record says which with both numbers', () => {
  const parcel = { weightG: 32_000, lengthMm: 1_300, widthMm: 700, heightMm: 650 };
  const [candidate] = chooseCarrier(anInput({ parcel, country: 'CH', level: 'express', demand: { A: 11 } }), [
    aCarrier('X'),
  ]).candidates;
  expect(candidate?.fits).toBe(false);
  expect(candidate?.criteria.every((criterion) => !criterion.passed)).toBe(true);
  expect(candidate?.criteria.find(({ name }) => name === 'weight')).toEqual({
    name: 'weight',
    value: '32000 g',
    limit: '31500 g',
    passed: false,
  });
  expect(candidate?.criteria.find(({ name }) => name === 'stock')).toEqual({
    name: 'stock',
    value: 'A: 11',
    limit: '10',
    passed: false,
  });
});

test('nothing fits: no choice, every candidate stays explained', () => {
  const record = chooseCarrier(anInput({ demand: { B: 1 } }), [aCarrier('X'), aCarrier('Y')]);
  expect(record.chosen).toBeNull();
  expect(record.reason).toBe('none_fits');
  expect(record.candidates).toHaveLength(2);
});

test('the same input gives the same record', () => {
  const carriers = [aCarrier('A'), aCarrier('B', { priority: 2 }), aCarrier('C', { services: [priced(410)] })];
  const record = chooseCarrier(anInput(), carriers);
  expect(chooseCarrier(record.input, structuredClone(carriers))).toEqual(record);
});
