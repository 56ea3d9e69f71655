import { expect, test } from 'vitest';
import { officeDraft, officeInput } from './office-draft.ts';

const hours = {
  timeZone: 'Europe/Berlin',
  days: [{ weekday: 2, from: '09:00', to: '12:30' }],
  region: null,
  closedDays: ['2026-12-24'],
};

test('office hours survive the form, a day that is opened begins at eight', () => {
  const draft = officeDraft(hours);
  expect(officeInput(draft)).toEqual({ days: hours.days, region: null, closedDays: hours.closedDays });
  draft.days[5]!.open = true;
  draft.region = 'NW';
  draft.closedDays.push('');
  expect(officeInput(draft)).toEqual({
    days: [...hours.days, { weekday: 6, from: '08:00', to: '17:00' }],
    region: 'NW',
    closedDays: ['2026-12-24'],
  });
});
