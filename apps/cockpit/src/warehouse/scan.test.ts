import { expect, test } from 'vitest';
import {
  acknowledge,
  beginTask,
  countByHand,
  isComplete,
  mayLabel,
  mergeItems,
  missingOf,
  packedOf,
  packPart,
  scan,
  type ScanState,
} from './scan.ts';

const cable = { sku: 'KAB-001', title: 'Kabel', quantity: 2, gtin: '4006381333931' };
const pen = { sku: 'STI-001', title: 'Stift', quantity: 1, gtin: null };
const start = beginTask({ id: '1', number: 'S-1', items: [cable, pen] });
const scans = (state: ScanState, ...codes: string[]): ScanState =>
  codes.reduce((now, code, n) => scan(now, code, n * 5_000), state);

test('the label waits until every unit is scanned, by bar code or by SKU', () => {
  const almost = scans(start, '4006381333931', 'sti-001');
  expect([isComplete(almost), missingOf(almost).map(({ sku }) => sku)]).toEqual([false, ['KAB-001']]);
  expect(isComplete(scan(almost, '4006381333931', 60_000))).toBe(true);
});

test('a wrong article stops everything until it is acknowledged', () => {
  const stopped = scans(start, '999');
  expect(stopped.wrong).toEqual({ code: '999', why: 'not_in_shipment', title: null });
  expect(scan(stopped, '4006381333931', 60_000)).toBe(stopped);
  expect(countByHand(stopped, 'STI-001')).toBe(stopped);
  expect(scan(acknowledge(stopped), '4006381333931', 60_000).counted).toEqual({ 'KAB-001': 1 });
});

test('one unit too many is a mistake, too', () => {
  expect(scans(start, 'STI-001', 'STI-001').wrong).toEqual({ code: 'STI-001', why: 'too_many', title: 'Stift' });
});

test('a scanner that triggers twice means one scan', () => {
  const once = scan(start, '4006381333931', 1_000);
  expect(scan(once, '4006381333931', 2_500)).toBe(once);
  expect(scan(once, '4006381333931', 3_500).counted).toEqual({ 'KAB-001': 2 });
});

test('what is scanned after the last unit is the tracking number', () => {
  const complete = countByHand(countByHand(countByHand(start, 'KAB-001'), 'KAB-001'), 'STI-001');
  expect(scan(complete, ' 00340434129322505182 ', 1).trackingNumber).toBe('00340434129322505182');
  // The article once more is not a tracking number.
  expect(scan(complete, '4006381333931', 1).wrong?.why).toBe('too_many');
});

test('lines of one article are one thing to the packer', () => {
  expect(mergeItems([cable, pen, { ...cable, quantity: 3 }]).map(({ sku, quantity }) => [sku, quantity])).toEqual([
    ['KAB-001', 5],
    ['STI-001', 1],
  ]);
});

test('a part leaves alone: what is scanned, with a label of its own', () => {
  expect(mayLabel(packPart(start, true))).toBe(false);
  const part = packPart(scans(start, 'STI-001'), true);
  expect([mayLabel(part), packedOf(part)]).toEqual([true, [{ sku: 'STI-001', quantity: 1 }]]);
  expect(scan(part, '003404', 60_000).trackingNumber).toBe('003404');
  const waits = packPart(part, false);
  expect([mayLabel(waits), scan(waits, '003404', 60_000).wrong?.why]).toEqual([false, 'not_in_shipment']);
});
