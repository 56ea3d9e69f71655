import { businessDay } from '../kernel/business-day.ts';
import { addDays, closedBecause, type HolidayRegion } from '../kernel/working-calendar.ts';

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

const minute = 60_000;
/** A calendar that is closed for a year and more counts around the clock. */
const longestSearch = 400;

/** The instant at which so many minutes of office time have passed; the clocks' changes and holidays are respected. Pure. */
export function addOfficeMinutes(from: Date, minutes: number, calendar: OfficeCalendar): Date {
  let left = minutes * minute;
  let day = businessDay(from, calendar.timeZone);
  for (let n = 0; n < longestSearch; n += 1) {
    const [opens, closes] = openingOf(day, calendar) ?? [0, 0];
    const start = Math.max(opens, from.getTime());
    if (closes - start >= left && closes > start) return new Date(start + left);
    left -= Math.max(0, closes - start);
    day = addDays(day, 1);
  }
  return new Date(from.getTime() + minutes * minute);
}

function openingOf(day: string, { hours, region, closedDays, timeZone }: OfficeCalendar): [number, number] | null {
  const open = hours[new Date(`${day}T12:00:00Z`).getUTCDay() || 7];
  if (!open || closedBecause({ weekdays: Object.keys(hours).map(Number), region, closedOn: closedDays }, day))
    return null;
  return [instantOf(day, open[0], timeZone), instantOf(day, open[1], timeZone)];
}

/** The instant of a local time: looked up twice, since the first look may fall on the other side of a clock change. */
function instantOf(day: string, time: string, timeZone: string): number {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  const first = asUtc - offsetAt(asUtc, timeZone);
  return asUtc - offsetAt(first, timeZone);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function offsetAt(at: number, timeZone: string): number {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' });
  formats.set(timeZone, format);
  return Date.parse(`${format.format(at).replace(', ', 'T')}Z`) - Math.floor(at / 1_000) * 1_000;
}
