import { closedBecause, weekdayOf, type WorkingCalendar } from '../kernel/working-calendar.ts';
import { addWorkingMinutes } from '../kernel/working-hours.ts';

/** When somebody is there. */
export interface OfficeCalendar {
  timeZone: string;
  /** By ISO weekday 1–7: from and to as 'HH:MM' local time; a missing day is closed. */
  hours: Record<string, [string, string]>;
  /** ISO dates on which nobody is there, besides the holidays. */
  closedDays: string[];
}

export const plainHours: OfficeCalendar['hours'] = Object.fromEntries(
  [1, 2, 3, 4, 5].map((day) => [day, ['08:00', '17:00'] as [string, string]]),
);

/** The calendar of a company, as far as it has set one. */
export const calendarOf = (company: {
  timeZone: string;
  officeHours?: OfficeCalendar['hours'] | null;
  closedDays?: string[] | null;
}): OfficeCalendar => ({
  timeZone: company.timeZone,
  hours: company.officeHours ?? plainHours,
  closedDays: company.closedDays ?? [],
});

/** The instant at which so many minutes of office time have passed; the clocks' changes and holidays are respected. Pure. */
export function addOfficeMinutes(from: Date, minutes: number, { hours, closedDays, timeZone }: OfficeCalendar): Date {
  const calendar: WorkingCalendar = { weekdays: Object.keys(hours).map(Number), region: 'BUND', closedOn: closedDays };
  const openOn = (day: string) => (closedBecause(calendar, day) ? null : hours[weekdayOf(day)]!);
  return addWorkingMinutes(from, minutes, openOn, timeZone);
}
