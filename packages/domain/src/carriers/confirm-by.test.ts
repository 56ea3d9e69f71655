import { expect, test } from 'vitest';
import { confirmBy, type ConfirmationTerms } from './confirm-by.ts';
import type { CarrierCalendar } from './matrix-terms.ts';

const office: CarrierCalendar = {
  weekdays: [1, 2, 3, 4, 5],
  region: 'BY',
  closedOn: ['2026-12-24'],
  hours: { from: '08:00', to: '17:30' },
};
const due = (from: string, minutes: number, calendar: ConfirmationTerms['calendar'] = office): string =>
  confirmBy({ confirmWithinMinutes: minutes, calendar }, new Date(from), 'Europe/Berlin').toISOString();

test.each([
  ['to the minute within the day', '2026-11-25T08:07:30Z', 91, '2026-11-25T09:38:30.000Z'],
  ['to the end of the day', '2026-11-25T15:30:00Z', 60, '2026-11-25T16:30:00.000Z'],
  ['over the night', '2026-11-25T16:00:00Z', 31, '2026-11-26T07:01:00.000Z'],
  ['from the evening', '2026-11-25T20:00:00Z', 60, '2026-11-26T08:00:00.000Z'],
  ['over the weekend', '2026-11-27T16:00:00Z', 60, '2026-11-30T07:30:00.000Z'],
  ['over own closing days, Christmas and a weekend', '2026-12-23T16:00:00Z', 60, '2026-12-28T07:30:00.000Z'],
  ['over a holiday of the state', '2026-06-03T15:00:00Z', 60, '2026-06-05T06:30:00.000Z'],
  ['over the end of summer time', '2026-10-23T15:00:00Z', 60, '2026-10-26T07:30:00.000Z'],
  ['over its beginning', '2026-03-27T16:00:00Z', 60, '2026-03-30T06:30:00.000Z'],
])('%s', (_what, from, minutes, until) => {
  expect(due(from, minutes)).toBe(until);
});

test('the same day is no holiday in another state', () => {
  expect(due('2026-06-03T15:00:00Z', 60, { ...office, region: 'HH' })).toBe('2026-06-04T06:30:00.000Z');
});

test('in the night in which the clocks change, real hours count', () => {
  const nights: CarrierCalendar = { ...office, weekdays: [7], hours: { from: '01:00', to: '05:00' } };
  // 1 to 5 o'clock has three hours in spring and five in autumn
  expect(due('2027-03-28T00:00:00Z', 180, nights)).toBe('2027-03-28T03:00:00.000Z');
  expect(due('2026-10-24T23:00:00Z', 300, nights)).toBe('2026-10-25T04:00:00.000Z');
});

test('without hours whole days count, without a calendar every minute', () => {
  expect(due('2026-11-27T22:30:00Z', 60, { ...office, hours: null })).toBe('2026-11-29T23:30:00.000Z');
  expect(due('2026-11-27T22:30:00Z', 60, { ...office, hours: { from: '12:00', to: '24:00' } })).toBe(
    '2026-11-30T11:30:00.000Z',
  );
  for (const open of [null, { weekdays: [1, 2, 3, 4, 5, 6, 7], region: null, closedOn: [], hours: null }])
    expect(due('2026-10-24T20:00:00Z', 1_440, open)).toBe('2026-10-25T20:00:00.000Z');
});

test('a carrier that never works is not waited for', () => {
  expect(due('2026-11-25T08:00:00Z', 60, { ...office, weekdays: [] })).toBe('2026-11-25T09:00:00.000Z');
});
