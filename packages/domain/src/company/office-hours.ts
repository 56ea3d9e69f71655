import { closedBecause, weekdayOf, type HolidayRegion, type WorkingCalendar } from '../kernel/working-calendar.ts';
import { addWorkingMinutes } from '../kernel/working-hours.ts';

/** When somebody is there. */
export interface OfficeCalendar {
  timeZone: string;
  /** By ISO weekday 1–7: from and to as 'HH:MM' local time; a missing day is closed. */
  hours: Record<string, [string, string]>;
  /** Whose holidays close it; null: nobody's. */
  region: HolidayRegion | null;
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
  holidayRegion?: HolidayRegion | null;
  closedDays?: string[] | null;
}): OfficeCalendar => ({
  timeZone: company.timeZone,
  hours: company.officeHours ?? plainHours,
  region: company.holidayRegion === undefined ? 'BUND' : company.holidayRegion,
  closedDays: company.closedDays ?? [],
});

/** The instant at which so many minutes of office time have passed; the clocks' changes and holidays are respected. Pure. */
export function addOfficeMinutes(
  from: Date,
  minutes: number,
  { hours, region, closedDays, timeZone }: OfficeCalendar,
): Date {
  const calendar: WorkingCalendar = { weekdays: Object.keys(hours).map(Number), region, closedOn: closedDays };
  const openOn = (day: string) => (closedBecause(calendar, day) ? null : hours[weekdayOf(day)]!);
  return addWorkingMinutes(from, minutes, openOn, timeZone);
}
