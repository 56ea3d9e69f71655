import { expect, test } from 'vitest';
import { addOfficeMinutes, calendarOf, type OfficeCalendar } from './office-hours.ts';

const berlin = calendarOf({ timeZone: 'Europe/Berlin' });
const due = (from: string, minutes: number, calendar: OfficeCalendar = berlin): string =>
  addOfficeMinutes(new Date(from), minutes, calendar).toISOString();

test.each([
  ['within the day', '2026-11-23T08:00:00Z', 120, '2026-11-23T10:00:00.000Z'],
  ['until closing time', '2026-11-23T15:00:00Z', 60, '2026-11-23T16:00:00.000Z'],
  ['over the night', '2026-11-23T15:30:00Z', 60, '2026-11-24T07:30:00.000Z'],
  ['from before opening', '2026-11-23T02:00:00Z', 30, '2026-11-23T07:30:00.000Z'],
  ['over the weekend', '2026-11-20T15:00:00Z', 120, '2026-11-23T08:00:00.000Z'],
  ['over Christmas and New Year', '2026-12-24T15:00:00Z', 120, '2026-12-28T08:00:00.000Z'],
  ['over the end of summer time', '2026-10-23T14:00:00Z', 120, '2026-10-26T08:00:00.000Z'],
  ['over Easter and the beginning of summer time', '2027-03-25T15:00:00Z', 120, '2027-03-30T07:00:00.000Z'],
])('%s', (_what, from, minutes, until) => {
  expect(due(from, minutes)).toBe(until);
});

test('own hours and own closed days count', () => {
  const calendar = { ...berlin, hours: { 6: ['10:00', '12:00'] as [string, string] }, closedDays: ['2026-11-28'] };
  expect(due('2026-11-23T08:00:00Z', 60, calendar)).toBe('2026-12-05T10:00:00.000Z');
});

test('who is never there is not waited for', () => {
  expect(due('2026-11-23T08:00:00Z', 60, { ...berlin, hours: {} })).toBe('2026-11-23T09:00:00.000Z');
});

test("the holidays of the company's state count, or nobody's", () => {
  const corpusChristi = (region: OfficeCalendar['region']) => due('2026-06-03T14:30:00Z', 60, { ...berlin, region });
  expect(corpusChristi('NW')).toBe('2026-06-05T06:30:00.000Z');
  expect(corpusChristi('BE')).toBe('2026-06-04T06:30:00.000Z');
  expect(due('2026-12-24T15:00:00Z', 120, { ...berlin, region: null })).toBe('2026-12-25T08:00:00.000Z');
});
