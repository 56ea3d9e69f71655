import { expect, test } from 'vitest';
import { trackingDoubt, trackingUrl } from './tracking.ts';

test.each([
  ['DHL', '00340434161094042557', null],
  ['DHL', '0034 0434 1610 9404 2557', null],
  ['DHL', '00340434161094042558', 'check_digit'],
  ['DHL', 'RR123456785GB', null],
  ['DHL', 'RR123456784GB', 'check_digit'],
  ['DHL', 'JJD1234567890123', null],
  ['DHL', '123', 'form'],
  ['Deutsche Post', 'RR123456785GB', null],
  ['DHL Express', '1234567890', null],
  ['DPD', '01234567890123', null],
  ['DPD', '012345678901234X5', 'form'],
  ['GLS', '12345678901', null],
  ['GLS', 'ZABC1234', null],
  ['Hermes', '01234567890128', null],
  ['Hermes', '01234567890123', 'check_digit'],
  ['UPS', '1Z999AA10123456784', null],
  ['UPS', '1z999aa10123456784', null],
  ['UPS', '1Z999AA10123456785', 'check_digit'],
  ['Somebody', 'x', null],
])('%s %s: %s', (service, number, expected) => {
  expect(trackingDoubt(service, number)).toBe(expected);
});

/** Exactly one of ten digits, or of 36 characters, can be right. */
const valid = (service: string, body: string, chars: string): string[] =>
  [...chars].filter((char) => trackingDoubt(service, body + char) === null);

test('one check character fits, and it changes with every digit before it', () => {
  const digits = '0123456789';
  expect(valid('DHL', '28391029383', digits)).toHaveLength(1);
  const dpd = valid('DPD', '09981122330100', `${digits}ABCDEFGHIJKLMNOPQRSTUVWXYZ`);
  expect(dpd).toHaveLength(1);
  for (let index = 0; index < 14; index += 1) {
    const other = [...'09981122330100'].map((digit, at) => (at === index ? String((Number(digit) + 1) % 10) : digit));
    expect(trackingDoubt('DPD', other.join('') + dpd[0])).toBe('check_digit');
  }
});

test('the tracking page carries the number in one piece, escaped', () => {
  expect(trackingUrl('dhl', '0034 0434')).toMatch(/piececode=00340434$/);
  expect(trackingUrl('UPS', '1Z&x=1')).toBe('https://www.ups.com/track?tracknum=1Z%26X%3D1');
  expect(trackingUrl('Somebody', 'x')).toBeNull();
});
