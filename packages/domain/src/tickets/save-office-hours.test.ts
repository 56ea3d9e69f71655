import { expect, test } from 'vitest';
import { officeHoursProblem, type SaveOfficeHours } from './save-office-hours.ts';

const good: SaveOfficeHours = { hours: { 1: ['08:00', '17:00'] }, region: 'NW', closedDays: ['2026-12-24'] };

test.each<[string, Partial<SaveOfficeHours>, RegExp | null]>([
  ['one day and a state', {}, null],
  ['no holidays', { region: null }, null],
  ['no day', { hours: {} }, /one day/],
  ['an eighth day', { hours: { 8: ['08:00', '17:00'] } }, /1 to 7/],
  ['a time that is none', { hours: { 1: ['8', '17:00'] } }, /HH:MM/],
  ['an hour that is none', { hours: { 1: ['08:00', '24:00'] } }, /HH:MM/],
  ['an end before the beginning', { hours: { 1: ['17:00', '08:00'] } }, /after/],
  ['a state that is none', { region: 'XX' as 'NW' }, /state/],
  ['a day that is none', { closedDays: ['2026-02-30'] }, /YYYY/],
])('%s', (_what, change, problem) => {
  const said = officeHoursProblem({ ...good, ...change });
  expect(said ?? '').toMatch(problem ?? /^$/);
});
