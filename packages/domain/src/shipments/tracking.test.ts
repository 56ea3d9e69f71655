import { expect, test } from 'vitest';
import { looksLikeTracking, trackingUrl } from './tracking.ts';

test.each([
  ['DHL', '00340434161094042557', true],
  ['DHL', '123', false],
  ['Hermes', '01234567890123', true],
  ['UPS', '1Z999AA10123456784', true],
  ['Somebody', 'x', true],
])('%s %s has the form of its service: %s', (service, number, expected) => {
  expect(looksLikeTracking(service, number)).toBe(expected);
});

test('the tracking page carries the number, escaped', () => {
  expect(trackingUrl('dhl', '0034 0434')).toContain('piececode=0034%200434');
  expect(trackingUrl('Somebody', 'x')).toBeNull();
});
