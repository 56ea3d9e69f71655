import { expect, test } from 'vitest';
import { mod10, mod37And36, s10, ups } from './check-digit.ts';

// Published examples: SSCC of GS1, Identcode of Deutsche Post, S10 of the UPU, 1Z of UPS, GRid of ISO 7064.
test.each([
  [mod10(3, 1), '106141411234567897'],
  [mod10(4, 9), '563102430313'],
  [s10, 'RR473124829GB'],
  [ups, '1Z999AA10123456784'],
  [mod37And36, 'A12425GABC1234002M'],
])('%o accepts %s and no other last digit', (check, number) => {
  expect(check(number)).toBe(true);
  const last = check === s10 ? 10 : number.length - 1;
  const right = number[last]!;
  const others = [...'0123456789'].filter((digit) => digit !== right);
  const wrong = others.filter((digit) => check(number.slice(0, last) + digit + number.slice(last + 1)));
  expect(wrong).toEqual([]);
});
